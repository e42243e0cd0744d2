import { expect, it } from 'vitest'
import { addChapter, renameChapter } from './fixtures/commands.ts'
import { saveOne, toldAsSaved, World } from './fixtures/world.ts'

it('[S4] does not poll while the WebSocket works', async () => {
  const world = new World()
  const tab = await world.openOnlineTab()
  await saveOne(tab, addChapter('basics', 'Basics'))
  await world.advance(60_000)
  expect(world.network.requests).toEqual([])
  expect(toldAsSaved(tab)).toHaveLength(1)
})

it('[S1] saves by HTTP where the WebSocket does not work, and returns to it when it does', async () => {
  const world = new World()
  world.network.isWebSocketBlocked = true
  const tab = await world.openOnlineTab()
  await world.advance(6000)
  expect(tab.session.getState().connection).toEqual({ kind: 'http' })
  const operationId = await saveOne(tab, addChapter('basics', 'Basics'))
  await world.advance(3000)
  expect(toldAsSaved(tab)).toEqual([operationId])

  const other = world.openTab()
  await world.advance(6000)
  await saveOne(other, addChapter('more', 'More'))
  await world.advance(6000)
  expect(tab.session.getState().saved.chapters.has('more')).toBe(true)

  world.network.isWebSocketBlocked = false
  await world.advance(15_000)
  expect(tab.session.getState().connection).toEqual({ kind: 'online' })
  const requests = world.network.requests.length
  await world.advance(30_000)
  expect(world.network.requests.length).toBe(requests)
  expect(tab.bugs).toEqual([])
})

it('[S1] says offline where neither works, and tries again at once when the network is back', async () => {
  const world = new World()
  world.network.isUp = false
  const tab = world.openTab()
  await world.advance(120_000)
  expect(tab.session.getState()).toMatchObject({ connection: { kind: 'offline' }, phase: 'empty' })
  world.network.mend()
  await world.settle()
  expect(tab.session.getState()).toMatchObject({ connection: { kind: 'online' }, phase: 'ready' })
})

it('[S3] says which refusal is final, and does not knock again', async () => {
  const world = new World()
  const tab = await world.openOnlineTab()
  await saveOne(tab, addChapter('basics', 'Basics'))
  await world.settle()
  await world.server.store.setDeleted('course-1', 1)
  world.server.rooms.closeCourse('course-1', 4404, 'course-deleted')
  await world.advance(60_000)
  expect(tab.session.getState().connection).toEqual({ kind: 'refused', code: 'course-deleted' })
  expect(world.network.sockets.size).toBe(0)
})

it('[A3] shows what another author has stored, and tells nobody about it', async () => {
  const world = new World()
  const [author, other] = [await world.openOnlineTab(), await world.openOnlineTab()]
  other.session.edit([addChapter('draft', 'Typed here')])
  await saveOne(author, addChapter('basics', 'Basics'))
  await world.advance(1000)
  expect([...other.session.getState().course.chapters.keys()].sort()).toEqual(['basics', 'draft'])
  expect(other.session.getState().draft).toHaveLength(1)
  expect(other.events).toEqual([])
})

it('[S1] comes back by itself after a cut, with what it and others have', async () => {
  const world = new World()
  const [author, other] = [await world.openOnlineTab(), await world.openOnlineTab()]
  author.session.dropConnection()
  await saveOne(author, addChapter('one', 'One'))
  await saveOne(other, addChapter('two', 'Two'))
  await world.advance(15_000)
  for (const tab of [author, other]) {
    expect([...tab.session.getState().saved.chapters.keys()].sort()).toEqual(['one', 'two'])
    expect(tab.session.getState()).toMatchObject({ pending: [], connection: { kind: 'online' } })
  }
})

it('[A8] tells an author when somebody replaced a stored title without having seen it, and only then', async () => {
  const world = new World()
  const [author, other] = [await world.openOnlineTab(), await world.openOnlineTab()]
  await saveOne(author, addChapter('basics', 'Basics'))
  await world.advance(1000)
  other.session.edit([renameChapter('basics', 'Grundlagen', 'Basics')])
  await saveOne(author, renameChapter('basics', 'Foundations', 'Basics'))
  await world.advance(1000)
  author.events.length = 0

  await other.session.save()
  await world.advance(1000)
  expect(author.events).toMatchObject([
    { kind: 'overwritten', by: { name: 'Ada' }, mine: { title: 'Foundations' }, result: { value: 'Grundlagen' } },
  ])

  author.events.length = 0
  await saveOne(author, renameChapter('basics', 'Basics again', 'Grundlagen'))
  await world.advance(1000)
  author.events.length = 0
  await saveOne(other, renameChapter('basics', 'Seen and changed', 'Basics again'))
  await world.advance(1000)
  expect(author.events).toEqual([])
})
