import { expect, it } from 'vitest'
import { MediaFactsReader, noDimensions, type ReadableMedia } from '../../../sync-server/uploads/media-facts.ts'
import { FakeClock } from '../fixtures/fake-clock.ts'

/** Two seconds of silence. */
function soundFile(): Uint8Array<ArrayBuffer> {
  const bytes = Buffer.alloc(44 + 16_000)
  bytes.write('RIFF', 0)
  bytes.writeUInt32LE(bytes.length - 8, 4)
  bytes.write('WAVEfmt ', 8)
  bytes.writeUInt32LE(16, 16)
  bytes.writeUInt16LE(1, 20)
  bytes.writeUInt16LE(1, 22)
  bytes.writeUInt32LE(8000, 24)
  bytes.writeUInt32LE(8000, 28)
  bytes.writeUInt16LE(1, 32)
  bytes.writeUInt16LE(8, 34)
  bytes.write('data', 36)
  bytes.writeUInt32LE(16_000, 40)
  return new Uint8Array(bytes)
}

/** Its first bytes are asked for, and never come. */
function endlessFile() {
  const asked = Promise.withResolvers<void>()
  const read = () => {
    asked.resolve()
    return new Promise<never>(() => undefined)
  }
  return { media: { sizeBytes: 1000, read }, asked: asked.promise }
}

it("a file that takes for ever to read holds up nobody else's", async () => {
  const clock = new FakeClock()
  const reader = new MediaFactsReader(clock)
  const endless = endlessFile()
  const stuck = reader.read(endless.media)
  await endless.asked
  const bytes = soundFile()
  const sound: ReadableMedia = { sizeBytes: bytes.length, read: async (start, end) => bytes.slice(start, end) }
  const found = reader.read(sound)
  clock.advance(2000)
  expect((await found).durationSeconds).toBe(2)
  clock.advance(10_000)
  expect(await stuck).toEqual(noDimensions)
})
