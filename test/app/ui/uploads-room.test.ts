/** Room in this browser, and what the server takes: asked for before files come into a course. */
import { expect, it, onTestFinished } from 'vitest'
import { CourseUploads } from '../../../app/screens/course/uploads/course-uploads.ts'
import { diskFileOf } from '../../../app/uploads/chosen-file.ts'
import { hashFile } from '../../../app/uploads/hash-file.ts'
import { MemoryFileProfile, MemoryLocalFileStore } from '../../../persistence/memory-local/memory-local-file-store.ts'
import { World } from '../session/fixtures/world.ts'
import { FakeSender } from '../uploads/fixtures/fake-sender.ts'
import { pdfFile } from '../uploads/fixtures/files.ts'

const reservedBytes = 32 * 1024 * 1024

async function openUploads(world: World) {
  const browser = { quota: reservedBytes + 1_000, asked: [] as string[], bound: undefined as number | undefined }
  const tab = await world.openOnlineTab()
  let ids = 0
  const uploads = new CourseUploads({
    session: tab.session,
    newId: () => `new-${++ids}`,
    askMaxUploadBytes: async () => browser.bound,
    storage: {
      hasSaved: async () => void browser.asked.push('to keep'),
      askForRoom: async () => void browser.asked.push('for room'),
    },
    seams: {
      ...{ sender: new FakeSender(), hashFile, clock: world.clock },
      store: new MemoryLocalFileStore(new MemoryFileProfile()),
      randomBytes: length => new Uint8Array(length),
      network: { isOnline: () => true, onOnline: () => () => undefined },
      lock: { request: (_name, run) => run() },
      estimateRoom: async () => ({ usage: 0, quota: browser.quota }),
      report: error => {
        throw error
      },
    },
  })
  await uploads.start()
  onTestFinished(() => uploads.close())
  return { uploads, browser }
}

it('[U1] asks the browser not to clear away what it is about to keep', async () => {
  const world = new World()
  const { uploads, browser } = await openUploads(world)
  const plan = await uploads.plan([diskFileOf(pdfFile('rope', 500))])
  expect(browser.asked).toEqual([])
  await uploads.add(plan, { newChapterTitle: 'New chapter' }).kept
  expect(browser.asked).toEqual(['to keep'])
})

it('[U1] says what does not fit beside what is kept already, and keeps it once there is room', async () => {
  const world = new World()
  const { uploads, browser } = await openUploads(world)
  expect(await uploads.room.lackFor([500, 500])).toBeUndefined()
  const plan = await uploads.plan([diskFileOf(pdfFile('large', 1_200))])
  expect(await uploads.room.lackFor([1_200])).toMatchObject({ unkept: 1, freeBytes: 1_000, heldBytes: 0 })
  await uploads.add(plan, { newChapterTitle: 'New chapter' }).kept
  const isKept = () => uploads.queue.getSnapshot().items.map(item => item.isKept)
  expect(isKept()).toEqual([false])

  browser.quota += 1_000
  await uploads.room.askForMore()
  expect(browser.asked).toEqual(['to keep', 'for room'])
  expect(isKept()).toEqual([true])
  expect(await uploads.room.lackFor([5_000])).toMatchObject({ heldBytes: 1_200 })
})

it('[U6] leaves nothing out on a guess while the server has not said what it takes, and asks again when it is reached', async () => {
  const world = new World()
  const { uploads, browser } = await openUploads(world)
  const choose = () => uploads.plan([diskFileOf(pdfFile('large', 1_200))])
  expect(uploads.maxUploadBytes).toBeUndefined()
  expect((await choose()).skipped).toEqual([])

  browser.bound = 1_000
  world.network.cut()
  await world.advance(60_000)
  world.network.mend()
  await world.advance(60_000)
  expect(uploads.maxUploadBytes).toBe(1_000)
  expect((await choose()).skipped).toMatchObject([{ reason: 'too-large' }])
})
