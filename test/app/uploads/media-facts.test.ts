import { expect, it } from 'vitest'
import { readMediaFacts } from '../../../app/uploads/media-facts.ts'
import { makeVideo } from '../../sync-server/uploads/fixtures/sample.ts'
import { FakeClock } from '../session/fixtures/fake-clock.ts'
import { pdfFile, unreadableFile } from './fixtures/files.ts'

const nothing = { durationSeconds: null, width: null, height: null, thumbnail: null }

it('[U4] knows the length and the size of a video that was just chosen', async () => {
  const { bytes, durationSeconds, width, height } = await makeVideo(400)
  const facts = await readMediaFacts(new File([new Uint8Array(bytes)], 'film.mp4'), new FakeClock())
  expect(facts).toMatchObject({ durationSeconds, width, height })
})

it('[U4] says nothing of what is no media, broken or unreadable', async () => {
  const { bytes } = await makeVideo(400)
  const clock = new FakeClock()
  expect(await readMediaFacts(pdfFile('handout', 1_000), clock)).toEqual(nothing)
  expect(await readMediaFacts(new File([], 'empty.mp4'), clock)).toEqual(nothing)
  expect(await readMediaFacts(unreadableFile('changed', 1_000), clock)).toEqual(nothing)
  expect(
    (await readMediaFacts(new File([new Uint8Array(bytes.subarray(0, 200))], 'cut.mp4'), clock)).thumbnail,
  ).toBeNull()
})

it('[U4] does not wait for a disk that does not answer', async () => {
  const file = pdfFile('slow', 1_000)
  file.slice = () => {
    const slice = new Blob([])
    slice.arrayBuffer = () => new Promise(() => {})
    return slice
  }
  file.arrayBuffer = () => new Promise(() => {})
  file.stream = () => new ReadableStream()
  const clock = new FakeClock()
  const facts = readMediaFacts(file, clock)
  await clock.advance(10_000)
  expect(await facts).toEqual(nothing)
})
