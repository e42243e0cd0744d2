import { expect, it } from 'vitest'
import { uploadLimitsSchema } from '../../course/wire/uploads.ts'
import { MemoryCourseStore } from '../../persistence/memory/course-store.ts'
import { startTestServer } from './fixtures/test-server.ts'
import { announce, ask, refusal } from './uploads/fixtures/raw-tus.ts'

it('[U6] The largest upload is told before anybody chooses a file, and is the one that is kept to', async () => {
  const server = await startTestServer(new MemoryCourseStore(), { maxUploadBytes: 5000 })

  const { maxUploadBytes } = uploadLimitsSchema.parse(await (await fetch(`${server.url}/api/limits`)).json())

  expect(maxUploadBytes).toBe(5000)
  expect((await ask('OPTIONS', server)).headers.get('tus-max-size')).toBe('5000')
  expect((await announce({ ...server, sizeBytes: maxUploadBytes })).status).toBe(201)
  expect(await refusal(announce({ ...server, sizeBytes: maxUploadBytes + 1 }))).toEqual([413, 'too-large'])
})

it('[U6] Where nobody says otherwise the largest upload is 2 GiB', async () => {
  const { url } = await startTestServer()

  expect(await (await fetch(`${url}/api/limits`)).json()).toEqual({ maxUploadBytes: 2 * 1024 ** 3 })
})
