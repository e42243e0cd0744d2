/** Uploads on the parts of a real browser: its database, locks, workers and decoders. The server is a test's. */
import { BufferTarget, CanvasSource, Output, WebMOutputFormat } from 'mediabunny'
import { expect, it, onTestFinished } from 'vitest'
import { systemClock, systemTransport } from '../../app/session/system-seams.ts'
import { diskFileOf } from '../../app/uploads/chosen-file.ts'
import { readMediaFacts } from '../../app/uploads/media-facts.ts'
import { systemUploadSeams } from '../../app/uploads/system-upload-seams.ts'
import { UploadQueue } from '../../app/uploads/upload-queue.ts'
import { openIndexedDbFileStore } from '../../persistence/indexeddb/indexeddb-local-file-store.ts'
import { FakeSender } from '../app/uploads/fixtures/fake-sender.ts'
import { pdfFile } from '../app/uploads/fixtures/files.ts'

async function openTab(courseId: string, sender: FakeSender) {
  const store = await openIndexedDbFileStore()
  const transport = systemTransport(location.origin)
  const seams = systemUploadSeams({ store, transport, device: 'ana', tabId: crypto.randomUUID() })
  const bugs: unknown[] = []
  const report = (error: unknown) => bugs.push(error)
  const queue = new UploadQueue(courseId, { ...seams, sender, adoptKnown: async () => false, report })
  await queue.start()
  const close = async () => {
    await queue.close()
    await store.close()
    expect(bugs).toEqual([])
  }
  return { queue, store, seams, close }
}

async function nextSending(sender: FakeSender, count: number) {
  await expect.poll(() => sender.sendings.length, { timeout: 5_000 }).toBe(count)
  return sender.sendings[count - 1]
}

const digestOf = async (bytes: ArrayBuffer) =>
  Array.from(new Uint8Array(await crypto.subtle.digest('SHA-256', bytes)), byte =>
    byte.toString(16).padStart(2, '0'),
  ).join('')

it('[U1] has the whole file in its database after a reload, and sends it without choosing it again', async () => {
  const [sender, courseId] = [new FakeSender(), crypto.randomUUID()]
  const file = pdfFile('handout', 2_500_000)
  const tab = await openTab(courseId, sender)
  await tab.queue.add([{ uploadId: courseId, videoId: 'video', fileName: file.name, file: diskFileOf(file) }])
  expect(tab.queue.getSnapshot().items[0]?.isKept).toBe(true)
  await nextSending(sender, 1)
  await tab.close()
  const reloaded = await openTab(courseId, sender)
  onTestFinished(async () => {
    await reloaded.queue.release([courseId])
    await reloaded.close()
  })
  const sending = await nextSending(sender, 2)
  expect(sending?.request.mayBeKnown).toBe(true)
  expect(sending?.request.file.sha256).toBe(await digestOf(await file.arrayBuffer()))
  expect(await sending?.request.bytes.arrayBuffer()).toEqual(await file.arrayBuffer())
})

it('[U4] sends a file from one of two tabs, and from the other when that is closed', async () => {
  const [first, second, courseId] = [new FakeSender(), new FakeSender(), crypto.randomUUID()]
  const [one, other] = [await openTab(courseId, first), await openTab(courseId, second)]
  const file = pdfFile('handout', 1_000)
  await one.queue.add([{ uploadId: courseId, videoId: 'video', fileName: file.name, file: diskFileOf(file) }])
  await nextSending(first, 1)
  const stateThere = () => other.queue.getSnapshot().items[0]?.state
  await expect.poll(stateThere, { timeout: 5_000 }).toEqual({ status: 'waiting', cause: 'other-tab' })
  expect(second.sendings).toEqual([])
  await one.close()
  await nextSending(second, 1)
  await other.queue.release([courseId])
  await other.close()
})

it('[U4] hashes beside the page, says how far it is, and stops when it is told to', async () => {
  const { seams, close } = await openTab(crypto.randomUUID(), new FakeSender())
  onTestFinished(close)
  const file = pdfFile('handout', 1_300_000)
  const progress: number[] = []
  const signal = new AbortController().signal
  const hash = await seams.hashFile(file, { signal, onHashed: bytes => progress.push(bytes) })
  expect(hash).toBe(await digestOf(await file.arrayBuffer()))
  expect(progress.at(-1)).toBe(1_300_000)
  const abort = new AbortController()
  const hashing = seams.hashFile(file, { signal: abort.signal, onHashed: () => {} })
  abort.abort()
  await expect(hashing).rejects.toMatchObject({ name: 'AbortError' })
})

/** A second of a green canvas. */
async function film(): Promise<File> {
  const canvas = new OffscreenCanvas(640, 360)
  const context = canvas.getContext('2d')
  const target = new BufferTarget()
  const output = new Output({ format: new WebMOutputFormat(), target })
  const source = new CanvasSource(canvas, { codec: 'vp8', bitrate: 200_000 })
  output.addVideoTrack(source, { frameRate: 10 })
  await output.start()
  for (let frame = 0; frame < 10; frame++) {
    if (context) context.fillStyle = 'rgb(0, 160, 0)'
    context?.fillRect(0, 0, 640, 360)
    await source.add(frame / 10, 1 / 10)
  }
  await output.finalize()
  return new File([target.buffer ?? new ArrayBuffer()], 'film.webm')
}

it('[U4] shows length, size and a small picture of a video that was just chosen', async () => {
  const facts = await readMediaFacts(await film(), systemClock)
  expect(facts).toMatchObject({ width: 640, height: 360 })
  expect(facts.durationSeconds).toBeCloseTo(1, 1)
  const picture = await createImageBitmap(facts.thumbnail ?? new Blob())
  expect([picture.width, picture.height]).toEqual([320, 180])
  expect(facts.thumbnail?.size).toBeLessThan(20_000)
})
