import { expect, it } from 'vitest'
import { MemoryCourseStore } from '../../../persistence/memory/course-store.ts'
import { HeldStore } from '../../sync-server/fixtures/held-store.ts'
import { addChapter } from './fixtures/commands.ts'
import { saveOne, type Tab, toldAsSaved, World } from './fixtures/world.ts'

const manyChapters = Array.from({ length: 600 }, (_, number) => addChapter(`c${number}`, 'Chapter'))

function updatesSent(world: World, largerThanBytes: number): number {
  return [...world.network.sockets].flatMap(socket => socket.sent.filter(frame => frame.length > largerThanBytes))
    .length
}

/** Saves, with the commit held back until `release`. */
async function saveSlowly(world: World, store: HeldStore, tab: Tab): Promise<string> {
  store.hold()
  tab.session.edit(manyChapters)
  const operationId = (await tab.session.save()) ?? ''
  await world.settle()
  return operationId
}

it('[A6] asks in one exchange for all fates that the window of acks does not say', async () => {
  const world = new World()
  const tab = await world.openOnlineTab()
  world.network.cut()
  await world.settle()
  const saved: string[] = []
  for (let number = 0; number < 40; number++) saved.push(await saveOne(tab, addChapter(`c${number}`, 'Chapter')))
  const exchange = 'POST /api/courses/course-1/sync'

  world.network.mend()
  await world.advance(1900)
  expect(tab.session.getState().pending).toHaveLength(8)
  const askedEarly = world.network.requests.length
  await world.advance(30_000)
  expect(world.network.requests.slice(askedEarly)).toEqual([exchange])
  expect(new Set(world.network.requests)).toEqual(new Set([exchange]))
  expect(toldAsSaved(tab).sort()).toEqual(saved.sort())
})

it('[A6] offers a save again that the server turns out not to have', async () => {
  const world = new World()
  const tab = await world.openOnlineTab()
  const [socket] = world.network.sockets
  if (socket) socket.isMute = true
  const operationId = await saveOne(tab, addChapter('basics', 'Basics'))
  await world.advance(1900)
  if (socket) socket.isMute = false
  expect(tab.events).toEqual([])
  await world.advance(200)

  expect(world.network.requests).toEqual([`GET /api/courses/course-1/operations/${operationId}`])
  expect(toldAsSaved(tab)).toEqual([operationId])
})

it('[A6] tells a large save that took the server longer than the first question, once its short answer is there', async () => {
  const world = new World()
  const store = new HeldStore(new MemoryCourseStore())
  world.startServer(store)
  const tab = await world.openOnlineTab()
  const operationId = await saveSlowly(world, store, tab)
  await world.advance(5000)
  expect(toldAsSaved(tab)).toEqual([])

  store.release()
  await world.advance(100)
  const question = `GET /api/courses/course-1/operations/${operationId}`
  expect(world.network.requests).toEqual([question, question])
  expect(toldAsSaved(tab)).toEqual([operationId])
})

it('[A6] does not send a large save again that the server has and is slow to store', async () => {
  const world = new World()
  const store = new HeldStore(new MemoryCourseStore())
  world.startServer(store)
  const tab = await world.openOnlineTab()
  await saveSlowly(world, store, tab)
  await world.advance(30_000)
  store.release()
  await world.advance(30_000)
  expect(updatesSent(world, 10_000)).toBe(1)
  expect(toldAsSaved(tab)).toHaveLength(1)
})

it('[A6] does not ask for what is still on its way up a slow line', async () => {
  const world = new World()
  const tab = await world.openOnlineTab()
  const [socket] = world.network.sockets
  if (socket) Object.assign(socket, { isMute: true, bufferedAmount: 4096 })
  await saveOne(tab, addChapter('basics', 'Basics'))
  await world.advance(60_000)
  expect(world.network.requests).toEqual([])

  if (socket) Object.assign(socket, { isMute: false, bufferedAmount: 0 })
  await world.advance(2000)
  expect(toldAsSaved(tab)).toHaveLength(1)
})
