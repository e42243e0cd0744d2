import { expect, it } from 'vitest'
import { addChapter } from '../fixtures/commands.ts'
import { join } from '../fixtures/test-client.ts'
import { startTestServer } from '../fixtures/test-server.ts'
import { addUploadedVideo } from './fixtures/commands.ts'
import { told } from './fixtures/fates.ts'
import { makeVideo, sha256Of } from './fixtures/sample.ts'
import { uploadFile } from './fixtures/upload.ts'

async function serveVideo(fileName = 'Intro.mp4') {
  const { bytes } = await makeVideo(1000)
  const server = await startTestServer()
  const ana = await join(server)
  await uploadFile({ ...server, bytes, fileName })
  const { operationId } = ana.save([addChapter('basics'), addUploadedVideo({})])
  await told(ana, operationId, 'stored')
  const get = (headers: Record<string, string> = {}, method = 'GET') =>
    fetch(`${server.url}/media/upload-1`, { headers, method })
  return { bytes, get, server }
}

it('serves a file to be played, and nothing that could run', async () => {
  const { bytes, get } = await serveVideo()
  const response = await get()
  expect(Object.fromEntries(response.headers)).toMatchObject({
    'content-type': 'video/mp4',
    'content-length': String(bytes.length),
    'x-content-type-options': 'nosniff',
    'content-security-policy': "sandbox; default-src 'none'",
    'cache-control': 'private, max-age=31536000, immutable',
    'accept-ranges': 'bytes',
    etag: `"${sha256Of(bytes)}"`,
  })
  expect(Buffer.from(await response.arrayBuffer()).equals(bytes)).toBe(true)
})

it.each([
  ['bytes=0-0', 0, 1],
  ['bytes=100-199', 100, 200],
  ['bytes=1000-', 1000, undefined],
  ['bytes=-10', -10, undefined],
  ['bytes=50-99999999', 50, undefined],
])('serves the part that a player seeks: %s', async (range, start, end) => {
  const { bytes, get } = await serveVideo()
  const response = await get({ Range: range })
  const part = bytes.subarray(start, end)
  const first = start < 0 ? bytes.length + start : start
  expect(response.status).toBe(206)
  expect(response.headers.get('content-range')).toBe(`bytes ${first}-${first + part.length - 1}/${bytes.length}`)
  expect(response.headers.get('content-length')).toBe(String(part.length))
  expect(Buffer.from(await response.arrayBuffer()).equals(part)).toBe(true)
})

it('says where a file ends, and gives all of it for a range it does not understand', async () => {
  const { bytes, get } = await serveVideo()
  const beyond = await get({ Range: `bytes=${bytes.length}-` })
  expect([beyond.status, beyond.headers.get('content-range')]).toEqual([416, `bytes */${bytes.length}`])
  for (const range of ['bytes=5-2', 'bytes=0-1,3-4', 'lines=1-2', 'bytes=-']) {
    expect((await get({ Range: range })).status).toBe(200)
  }
})

it('gives a part only of the file that the player has seen, and nothing that it has already', async () => {
  const { bytes, get } = await serveVideo()
  const tag = `"${sha256Of(bytes)}"`
  expect((await get({ Range: 'bytes=0-9', 'If-Range': tag })).status).toBe(206)
  expect((await get({ Range: 'bytes=0-9', 'If-Range': '"another"' })).status).toBe(200)
  expect((await get({ 'If-None-Match': tag })).status).toBe(304)
})

it('answers HEAD with the length and no body', async () => {
  const { bytes, get } = await serveVideo()
  const response = await get({}, 'HEAD')
  expect([response.status, response.headers.get('content-length')]).toEqual([200, String(bytes.length)])
  expect(await response.text()).toBe('')
})

it.each([
  ['../../a "b";\r\nSet-Cookie: x.mp4', `a _b__Set-Cookie_ x.mp4`],
  ['Übung 🎬.mp4', '_bung __.mp4'],
])('gives the name %s in harmless letters', async (fileName, plain) => {
  const { get } = await serveVideo(fileName)
  const disposition = (await get()).headers.get('content-disposition') ?? ''
  expect(disposition).toContain(`filename="${plain}"`)
  const encoded = /filename\*=UTF-8''(\S+)$/.exec(disposition)?.[1] ?? ''
  expect(decodeURIComponent(encoded)).toBe(
    fileName
      .split('/')
      .at(-1)
      ?.replace(/[\r\n]/g, ''),
  )
})

it('knows no other address', async () => {
  const { server } = await serveVideo()
  for (const path of ['upload-2', '..%2flectern.db', '%2e%2e', 'upload-1/..', '']) {
    expect([path, (await fetch(`${server.url}/media/${path}`)).status]).toEqual([path, 404])
  }
})
