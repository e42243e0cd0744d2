/** The queue, tus-js-client and the real server, over a line that a test cuts. */
import { expect, it, onTestFinished } from 'vitest'
import { systemClock } from '../../../app/session/system-seams.ts'
import { tusByteSender } from '../../../app/uploads/tus-byte-sender.ts'
import { percentOf } from '../../../app/uploads/upload-state.ts'
import { MemoryCourseStore } from '../../../persistence/memory/course-store.ts'
import { MemoryMediaStore } from '../../../persistence/memory/media-store.ts'
import { Network } from '../../journeys/fixtures/network.ts'
import { startTestServer, type TestUploads } from '../../sync-server/fixtures/test-server.ts'
import { TestBrowser, type TestTab } from './fixtures/browser.ts'
import { patiently } from './fixtures/fake-world.ts'
import { heldFile, pdfFile, textFile } from './fixtures/files.ts'

const chunkBytes = 64 * 1024

const isHalfWay = (tab: TestTab) => tab.find('handout')?.storedBytes === 5 * chunkBytes

async function openWorld(uploads: TestUploads = {}) {
  const server = await startTestServer(undefined, uploads)
  const network = new Network(Number(new URL(server.url).port))
  await network.open()
  onTestFinished(() => network.close())
  return { server, network, browser: openBrowser(network.url) }
}

function openBrowser(baseUrl: string): TestBrowser {
  return new TestBrowser({ clock: systemClock, sender: tusByteSender({ baseUrl, device: 'ana', fetch, chunkBytes }) })
}

const bytesOf = async (file: File) => Buffer.from(await file.arrayBuffer())
const isComplete = (tab: TestTab, name: string) => tab.find(name)?.state.status === 'complete'

async function isStored(url: string, file: File): Promise<boolean> {
  const response = await fetch(`${url}/media/${file.name.replace('.pdf', '')}?device=ana`)
  return response.ok && Buffer.from(await response.arrayBuffer()).equals(await bytesOf(file))
}

it('[U2] sends a file from the moment it is chosen, until the server has verified it', async () => {
  const { server, browser } = await openWorld()
  const tab = await browser.openTab()
  const file = pdfFile('handout', 500_000)
  await tab.choose(file)
  await tab.shows(() => isComplete(tab, 'handout'))
  expect(await isStored(server.url, file)).toBe(true)
  expect(percentOf(tab.item('handout'))).toBe(100)
})

it('[U1] goes on after a reload where the server is, without choosing the file again', async () => {
  const { server, browser, network } = await openWorld()
  const tab = await browser.openTab()
  const { file, release } = heldFile('handout', 1_000_000, 5 * chunkBytes)
  await tab.choose(file)
  await tab.shows(() => isHalfWay(tab))
  network.cut()
  await tab.close()
  network.heal()
  const reloaded = await browser.openTab()
  await reloaded.shows(() => isHalfWay(reloaded))
  release()
  await reloaded.shows(() => isComplete(reloaded, 'handout'))
  expect(await isStored(server.url, file)).toBe(true)
})

it('[U4] goes on by itself after a cut line, sends less than a chunk again and shows no error', async () => {
  const { server, browser, network } = await openWorld()
  const tab = await browser.openTab(patiently)
  const { file, release } = heldFile('handout', 1_000_000, 5 * chunkBytes)
  const seen = new Set<string>()
  const offsets: number[] = []
  tab.queue.subscribe(() => {
    seen.add(tab.item('handout').state.status)
    offsets.push(tab.item('handout').storedBytes)
  })
  await tab.choose(file)
  await tab.shows(() => isHalfWay(tab))
  network.cut()
  release()
  await tab.shows(() => tab.item('handout').state.status === 'retrying')
  network.heal()
  browser.setOnline(true)
  await tab.shows(() => isComplete(tab, 'handout'))
  expect(await isStored(server.url, file)).toBe(true)
  expect(seen).not.toContain('failed')
  expect(offsets).toEqual([...offsets].sort((one, other) => one - other))
})

it('[U1] goes on when the server comes back from a restart', async () => {
  const [store, media] = [new MemoryCourseStore(), new MemoryMediaStore()]
  const first = await startTestServer(store, { media })
  const network = new Network(Number(new URL(first.url).port))
  await network.open()
  onTestFinished(() => network.close())
  const browser = openBrowser(network.url)
  const tab = await browser.openTab()
  const { file, release } = heldFile('handout', 1_000_000, 5 * chunkBytes)
  await tab.choose(file)
  await tab.shows(() => isHalfWay(tab))
  network.cut()
  await tab.close()
  release()
  await first.close()
  const second = await startTestServer(store, { media })
  const elsewhere = { sender: tusByteSender({ baseUrl: second.url, device: 'ana', fetch, chunkBytes }) }
  const reloaded = await browser.openTab(elsewhere)
  await reloaded.shows(() => isComplete(reloaded, 'handout'))
  expect(await isStored(second.url, file)).toBe(true)
})

it('[U4] stays paused over a reload, with what is stored, until its author goes on', async () => {
  const { server, browser } = await openWorld()
  const tab = await browser.openTab()
  const { file, release } = heldFile('handout', 1_000_000, 5 * chunkBytes)
  await tab.choose(file)
  await tab.shows(() => isHalfWay(tab))
  await tab.queue.pause(['handout'])
  expect(tab.statuses).toEqual(['paused'])
  await tab.close()
  const reloaded = await browser.openTab()
  expect(reloaded.item('handout')).toMatchObject({ state: { status: 'paused' }, storedBytes: 5 * chunkBytes })
  release()
  await reloaded.queue.resume(['handout'])
  await reloaded.shows(() => isComplete(reloaded, 'handout'))
  expect(await isStored(server.url, file)).toBe(true)
})

it('[U4] uploads nothing of a file that the course has already, where the draft can refer to that', async () => {
  const { browser } = await openWorld()
  const tab = await browser.openTab()
  const file = pdfFile('handout', 200_000)
  await tab.choose(file)
  await tab.shows(() => isComplete(tab, 'handout'))
  const adopted: string[] = []
  browser.adopts = (uploadId, knownUploadId) => adopted.push(uploadId, knownUploadId) > 0
  await tab.choose(new File([await file.arrayBuffer()], 'again.pdf'))
  await tab.shows(() => isComplete(tab, 'again'))
  expect(adopted).toEqual(['again', 'handout'])
  expect(tab.item('again').state).toEqual({ status: 'complete', knownUploadId: 'handout' })
  expect(browser.profile.files.has('again')).toBe(false)
})

it('[U4] uploads it all the same where a save refers to it', async () => {
  const { server, browser } = await openWorld()
  const tab = await browser.openTab()
  const file = pdfFile('handout', 200_000)
  await tab.choose(file)
  await tab.shows(() => isComplete(tab, 'handout'))
  const again = new File([await file.arrayBuffer()], 'again.pdf')
  await tab.choose(again)
  await tab.shows(() => isComplete(tab, 'again'))
  expect(tab.item('again').state).toEqual({ status: 'complete' })
  expect(await isStored(server.url, again)).toBe(true)
})

it('[U6] says which file is too large, which is no video, and uploads the others', async () => {
  const { server, browser } = await openWorld({ maxUploadBytes: 300_000 })
  const tab = await browser.openTab()
  const good = pdfFile('good', 100_000)
  await tab.choose(pdfFile('large', 400_000), textFile('lying', 1_000), new File([], 'empty.pdf'), good)
  await tab.shows(() => tab.statuses.join(' ') === 'failed failed failed complete')
  expect(tab.item('large').state).toEqual({ status: 'failed', code: 'too-large' })
  expect(tab.item('lying').state).toEqual({ status: 'failed', code: 'wrong-type' })
  expect(tab.item('empty').state).toEqual({ status: 'failed', code: 'empty-file' })
  expect(await isStored(server.url, good)).toBe(true)
})

it('[U6] waits while the server is full, and goes on when it has room', async () => {
  const [store, full] = [new MemoryCourseStore(), new MemoryMediaStore(150_000)]
  const { browser, server } = await openWorld({ media: full })
  const tab = await browser.openTab(patiently)
  await tab.choose(pdfFile('handout', 400_000))
  await tab.shows(() => tab.item('handout').state.status === 'retrying')
  expect(tab.item('handout').state).toMatchObject({ reason: 'server-full' })
  await tab.close()
  await server.close()
  const roomy = await startTestServer(store)
  const elsewhere = { sender: tusByteSender({ baseUrl: roomy.url, device: 'ana', fetch, chunkBytes }) }
  const reloaded = await browser.openTab(elsewhere)
  await reloaded.shows(() => isComplete(reloaded, 'handout'))
  expect(await isStored(roomy.url, pdfFile('handout', 400_000))).toBe(true)
})

it('[U4] takes back what the server has of a cancelled upload, and can begin it again', async () => {
  const { server, browser } = await openWorld()
  const tab = await browser.openTab()
  const { file, release } = heldFile('handout', 1_000_000, 5 * chunkBytes)
  await tab.choose(file)
  await tab.shows(() => isHalfWay(tab))
  await tab.queue.cancel(['handout'])
  const head = { method: 'HEAD', headers: { 'Tus-Resumable': '1.0.0' } }
  expect((await fetch(`${server.url}/files/handout?device=ana`, head)).status).toBe(410)
  expect(tab.item('handout')).toMatchObject({ state: { status: 'cancelled' }, storedBytes: 0 })
  release()
  await tab.queue.resume(['handout'])
  await tab.shows(() => isComplete(tab, 'handout'))
  expect(await isStored(server.url, file)).toBe(true)
})

it('[U1] knows of a file that this browser has lost that the server has all of it', async () => {
  const { browser } = await openWorld()
  const tab = await browser.openTab()
  await tab.choose(pdfFile('handout', 100_000))
  await tab.shows(() => isComplete(tab, 'handout'))
  await tab.close()
  const [record] = browser.profile.files.values()
  if (record) browser.profile.files.set(record.uploadId, { ...record, status: 'open' })
  browser.profile.blobs.clear()
  const reloaded = await browser.openTab()
  await reloaded.shows(() => isComplete(reloaded, 'handout'))
  expect(reloaded.statuses).toEqual(['complete'])
})
