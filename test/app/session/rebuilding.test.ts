import { expect, it } from 'vitest'
import { MemoryCourseStore } from '../../../persistence/memory/course-store.ts'
import { addChapter, refusedTitle, renameChapter } from './fixtures/commands.ts'
import { Browser, saveOne, type Tab, toldAsSaved, World } from './fixtures/world.ts'

function rejections({ events }: Tab): string[] {
  return events.flatMap(event => (event.kind === 'rejected' ? [event.outcome.operation.operationId] : []))
}

it('[S5] gives the commands of a refused save back to the draft, marked, and takes them out of the course', async () => {
  const world = new World()
  const tab = await world.openOnlineTab()
  await saveOne(tab, addChapter('basics', 'Basics'))
  await world.settle()

  const refused = await saveOne(tab, renameChapter('basics', refusedTitle, 'Basics'))
  await world.advance(5000)

  const state = tab.session.getState()
  expect(rejections(tab)).toEqual([refused])
  expect(state.draft).toMatchObject([{ command: { type: 'rename-chapter' }, refused: expect.any(String) }])
  expect(state.saved.chapters.get('basics')?.title).toBe('Basics')
  expect(state.course.chapters.get('basics')?.title).toBe(refusedTitle)
  expect(state).toMatchObject({ pending: [], connection: { kind: 'online' } })
  expect(tab.bugs).toEqual([])
})

it('[S5] does not mark a refused command any more that its author has changed, and saves it', async () => {
  const world = new World()
  const tab = await world.openOnlineTab()
  await saveOne(tab, addChapter('basics', 'Basics'))
  await saveOne(tab, renameChapter('basics', refusedTitle, 'Basics'))
  await world.advance(5000)

  tab.session.edit([renameChapter('basics', 'Foundations', refusedTitle)])
  expect(tab.session.getState().draft).toMatchObject([{ command: { title: 'Foundations', was: 'Basics' } }])
  expect(tab.session.getState().draft[0]?.refused).toBeUndefined()
  const operationId = await tab.session.save()
  await world.advance(5000)
  expect(toldAsSaved(tab)).toContain(operationId)
  expect(tab.session.getState().saved.chapters.get('basics')?.title).toBe('Foundations')
})

it('[S5] stores the good ones of several saves made offline, and gives back the refused one', async () => {
  const world = new World()
  const tab = await world.openOnlineTab()
  world.network.cut()
  await world.settle()
  const good = [await saveOne(tab, addChapter('one', 'One'))]
  const refused = await saveOne(tab, renameChapter('one', refusedTitle, 'One'))
  good.push(await saveOne(tab, addChapter('two', 'Two')))

  world.network.mend()
  await world.advance(60_000)
  expect(toldAsSaved(tab).sort()).toEqual(good.sort())
  expect(rejections(tab)).toEqual([refused])
  const { pending, draft, saved } = tab.session.getState()
  expect(pending).toEqual([])
  expect(draft).toHaveLength(1)
  expect([...saved.chapters.keys()].sort()).toEqual(['one', 'two'])
  expect(tab.bugs).toEqual([])
})

it('[S5] starts again from the document of another epoch, and resends under the same ids what has no fate', async () => {
  const world = new World()
  const tab = await world.openOnlineTab()
  await saveOne(tab, addChapter('lost', 'Of the old epoch'))
  await world.settle()
  world.network.cut()
  await world.settle()
  const pending = await saveOne(tab, addChapter('mine', 'Mine'))

  world.startServer(new MemoryCourseStore())
  world.network.isUp = true
  const other = await world.openOnlineTab()
  await saveOne(other, addChapter('theirs', 'Theirs'))
  await world.advance(60_000)

  expect(tab.session.getState().server?.epoch).toBe(other.session.getState().server?.epoch)
  expect([...tab.session.getState().saved.chapters.keys()].sort()).toEqual(['mine', 'theirs'])
  expect([...other.session.getState().saved.chapters.keys()].sort()).toEqual(['mine', 'theirs'])
  expect(toldAsSaved(tab)).toContain(pending)
  expect(await world.server.store.findOperations('course-1', [pending])).toHaveLength(1)
  expect(tab.bugs).toEqual([])
})

it('[S5] lets one tab do it, and the other tabs follow', async () => {
  const world = new World()
  const browser = new Browser('device-a')
  const [one, two] = [await world.openOnlineTab({ browser }), await world.openOnlineTab({ browser })]
  await saveOne(one, addChapter('basics', 'Basics'))
  await world.settle()
  const refused = await saveOne(one, renameChapter('basics', refusedTitle, 'Basics'))
  await world.advance(30_000)

  expect([...rejections(one), ...rejections(two)]).toEqual([refused])
  for (const tab of [one, two]) {
    expect(tab.session.getState().saved.chapters.get('basics')?.title).toBe('Basics')
    expect(tab.session.getState().draft).toHaveLength(1)
    expect(tab.session.getState().connection.kind).toBe('online')
  }
  const operationId = await saveOne(two, renameChapter('basics', 'Foundations', 'Basics'))
  await world.advance(5000)
  expect(toldAsSaved(two)).toEqual([operationId])
  expect(one.session.getState().saved.chapters.get('basics')?.title).toBe('Foundations')
  expect([...one.bugs, ...two.bugs]).toEqual([])
})

it('[S5] loses nothing when the tab dies in the middle of it', async () => {
  const world = new World()
  const browser = new Browser('device-a')
  const tab = await world.openOnlineTab({ browser })
  await saveOne(tab, addChapter('basics', 'Basics'))
  await world.settle()
  world.network.isHttpBlocked = true
  const refused = await saveOne(tab, renameChapter('basics', refusedTitle, 'Basics'))
  await world.advance(3000)
  await tab.session.close()

  world.network.isHttpBlocked = false
  const after = await world.openOnlineTab({ browser })
  await world.advance(30_000)
  expect(rejections(after)).toEqual([refused])
  expect(after.session.getState().draft).toHaveLength(1)
  expect(after.session.getState().saved.chapters.get('basics')?.title).toBe('Basics')
  expect(after.session.getState().pending).toEqual([])
})

it('[S5] keeps what is saved while it is under way', async () => {
  const world = new World()
  const tab = await world.openOnlineTab()
  await saveOne(tab, addChapter('basics', 'Basics'))
  await world.settle()
  world.network.isHttpBlocked = true
  await saveOne(tab, renameChapter('basics', refusedTitle, 'Basics'))
  await world.advance(2000)
  expect(tab.session.getState().connection.kind).toBe('offline')
  const later = await saveOne(tab, addChapter('later', 'Later'))
  world.network.isHttpBlocked = false
  await world.advance(30_000)

  expect(toldAsSaved(tab)).toContain(later)
  expect(tab.session.getState().saved.chapters.has('later')).toBe(true)
  expect(tab.session.getState().pending).toEqual([])
})

it('[S5] goes on once somebody signs in, where the session had ended while the course was to be made anew', async () => {
  const world = new World()
  const tab = await world.openOnlineTab()
  await saveOne(tab, addChapter('basics', 'Basics'))
  await world.settle()
  // The server comes back as another incarnation, from a backup, and nobody is signed in there.
  const server = world.startServer(new MemoryCourseStore())
  const other = await world.openOnlineTab()
  await saveOne(other, addChapter('new', 'New'))
  const answer = server.fetch.bind(server)
  server.fetch = async () => Response.json({ error: { code: 'sign-in', message: 'nobody' } }, { status: 401 })
  await world.advance(10_000)
  expect(tab.session.getState().connection).toEqual({ kind: 'refused', code: 'sign-in' })

  server.fetch = answer
  world.network.mend()
  await world.advance(10_000)

  expect(tab.session.getState()).toMatchObject({ connection: { kind: 'online' }, pending: [] })
  expect([...tab.session.getState().saved.chapters.keys()]).toEqual(['new'])
})
