import { createHash } from 'node:crypto'
import { request } from 'node:http'
import { describe, expect, it } from 'vitest'
import { MemoryCourseStore } from '../../../persistence/memory/course-store.ts'
import { MemoryMediaStore } from '../../../persistence/memory/media-store.ts'
import { chunksOf } from '../../persistence/media-store-contract.ts'
import { addChapter } from '../fixtures/commands.ts'
import { join } from '../fixtures/test-client.ts'
import { startTestServer } from '../fixtures/test-server.ts'
import { addUploadedVideo } from './fixtures/commands.ts'
import { told } from './fixtures/fates.ts'
import { announce, ask, patch, refusal } from './fixtures/raw-tus.ts'
import { makeVideo } from './fixtures/sample.ts'
import { refusalOf, uploadFile } from './fixtures/upload.ts'

const captions = 'WEBVTT\n\n00:01.000 --> 00:02.000\nHello\n'

async function startEmpty(maxBytes?: number) {
  const media = new MemoryMediaStore(maxBytes)
  const server = await startTestServer(new MemoryCourseStore(), { media, maxUploadBytes: 1_000_000 })
  return { server, media }
}

describe('A refused upload', () => {
  it.each([
    ['a page as a video', '<!doctype html><script>alert(1)</script>'],
    ['a drawing that runs', '<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>'],
    ['a program', 'MZ\u0090\0\u0003'],
    ['a picture in a video’s container', '\0\0\0\u0018ftypavif\0\0\0\0'],
    ['text', 'Hello'],
  ])('[U6] of the wrong type leaves nothing behind: %s', async (_what, text) => {
    const { server, media } = await startEmpty()
    const bytes = Buffer.from(text, 'latin1')

    expect(await uploadFile({ ...server, bytes }).catch(refusalOf)).toEqual({ status: 415, code: 'wrong-type' })

    expect((await media.list()).size).toBe(0)
    expect((await fetch(`${server.url}/media/upload-1?device=ana`)).status).toBe(404)
    expect((await ask('HEAD', server)).status).toBe(410)
  })

  it('[U6] of other bytes than were announced leaves nothing behind, and can be made again', async () => {
    const { server, media } = await startEmpty()
    const bytes = Buffer.from(captions)
    const sha256 = createHash('sha256').update('something else').digest('hex')

    const refused = await uploadFile({ ...server, bytes, sha256 }).catch(refusalOf)

    expect(refused).toEqual({ status: 422, code: 'wrong-hash' })
    expect((await media.list()).size).toBe(0)
    expect(await uploadFile({ ...server, bytes })).toBe('done')
    expect((await fetch(`${server.url}/media/upload-1?device=ana`)).headers.get('content-type')).toBe('text/vtt')
  })

  it('[U6] that is empty or too large is refused before it is sent, and the limit is told', async () => {
    const { server, media } = await startEmpty()
    const options = await ask('OPTIONS', server)
    expect(options.headers.get('tus-max-size')).toBe('1000000')
    expect(options.headers.get('tus-extension')?.split(',')).toEqual(
      expect.arrayContaining(['creation', 'creation-with-upload', 'termination', 'expiration', 'checksum']),
    )
    expect(options.headers.get('tus-checksum-algorithm')).toContain('sha1')

    expect(await refusal(announce({ ...server, sizeBytes: 0 }))).toEqual([422, 'empty-file'])
    expect(await refusal(announce({ ...server, sizeBytes: 1_000_001 }))).toEqual([413, 'too-large'])
    await announce({ ...server, sizeBytes: 4 })
    expect(await refusal(patch({ ...server, offset: 0, bytes: 'longer' }))).toEqual([413, 'too-large'])
    expect(await media.find('upload-1')).toBeUndefined()
  })

  it('[U6] for which there is no room keeps what fitted, and goes on when there is', async () => {
    const { bytes } = await makeVideo(2000)
    const { server, media } = await startEmpty(bytes.length + 40_000)
    await media.append('other', { offset: 0, bytes: chunksOf(Buffer.alloc(80_000)) })
    const call = { ...server, bytes, chunkSize: 40_000 }

    expect(await uploadFile(call).catch(refusalOf)).toEqual({ status: 507, code: 'store-full' })

    const { headers } = await ask('HEAD', server)
    expect(Number(headers.get('upload-offset'))).toBeGreaterThanOrEqual(40_000)
    await media.remove('other')
    expect(await uploadFile({ ...call, isResumed: true })).toBe('done')
    const served = await fetch(`${server.url}/media/upload-1?device=ana`)
    expect(Buffer.from(await served.arrayBuffer()).equals(bytes)).toBe(true)
  })

  it.each([
    ['uploadId', '../../etc/passwd'],
    ['uploadId', 'a/b'],
    ['uploadId', '__proto__'],
    ['uploadId', ''],
    ['courseId', 'a b'],
    ['videoId', 'x'.repeat(65)],
    ['filename', ''],
    ['sha256', 'ABC'],
  ])('[U6] whose %s is %s is malformed', async (key, value) => {
    const { server } = await startEmpty()
    expect(await refusal(announce({ ...server, sizeBytes: 5, metadata: { [key]: value } }))).toEqual([400, 'malformed'])
  })

  it('[U6] does not escape its folder by an address', async () => {
    const { server } = await startEmpty()
    for (const path of ['/files/..%2f..%2fetc', '/files/%2e%2e', '/files/a%00b', '/files/%ff', '/files/a/b']) {
      const status = await statusOfRaw(server.url, path)
      expect([path, status]).toEqual([path, 404])
    }
  })

  it('[U6] from a page of another origin is not allowed', async () => {
    const { server } = await startEmpty()
    const headers = { Origin: 'https://evil.example' }
    expect(await refusal(announce({ ...server, sizeBytes: 5, headers }))).toEqual([403, 'not-allowed'])
  })

  it('[U6] to a course in the trash is refused', async () => {
    const { server } = await startEmpty()
    const ana = await join(server)
    await ana.store([addChapter('basics')])
    await fetch(`${server.url}/api/courses/course-1`, { method: 'DELETE' })
    expect(await refusal(announce({ ...server, sizeBytes: 5 }))).toEqual([404, 'course-deleted'])
  })
})

/** Without a client that tidies the address up. */
function statusOfRaw(url: string, path: string): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    const head = request(url, { method: 'HEAD', path, headers: { 'Tus-Resumable': '1.0.0' } }, response => {
      response.resume()
      resolve(response.statusCode)
    })
    head.on('error', reject)
    head.end()
  })
}

describe('Bytes at the wrong place', () => {
  it('are refused, whoever is first', async () => {
    const { server } = await startEmpty()
    await announce({ ...server, sizeBytes: captions.length })
    expect(await refusal(patch({ ...server, offset: 3, bytes: 'VTT' }))).toEqual([409, 'wrong-offset'])
    const halves = [captions.slice(0, 10), captions.slice(0, 10)]
    const both = await Promise.all(halves.map(bytes => patch({ ...server, offset: 0, bytes })))
    expect(both.map(({ status }) => status).sort()).toEqual([204, 409])
    const rest = await patch({ ...server, offset: 10, bytes: captions.slice(10) })
    expect([rest.status, rest.headers.get('upload-offset')]).toEqual([204, String(captions.length)])
    expect(await (await fetch(`${server.url}/media/upload-1?device=ana`)).text()).toBe(captions)
    expect(await refusal(patch({ ...server, offset: captions.length, bytes: '' }))).toEqual([409, 'wrong-offset'])
  })

  it('that are not what their checksum says count for nothing', async () => {
    const { server } = await startEmpty()
    await announce({ ...server, sizeBytes: captions.length })
    const sha1 = createHash('sha1').update(captions).digest('base64')
    const headers = { 'Upload-Checksum': `sha1 ${sha1}` }
    const wrong = patch({ ...server, offset: 0, bytes: captions.replace('Hello', 'Hallo'), headers })
    expect(await refusal(wrong)).toEqual([460, 'wrong-checksum'])
    expect((await ask('HEAD', server)).headers.get('upload-offset')).toBe('0')
    const unknown = patch({ ...server, offset: 0, bytes: captions, headers: { 'Upload-Checksum': 'crc9 x' } })
    expect(await refusal(unknown)).toEqual([400, 'malformed'])
    expect((await patch({ ...server, offset: 0, bytes: captions, headers })).status).toBe(204)
  })
})

describe('Somebody else’s upload', () => {
  it('[U7] is not there for others, and its id cannot be taken', async () => {
    const { server } = await startEmpty()
    await announce({ ...server, sizeBytes: captions.length })
    await patch({ ...server, offset: 0, bytes: captions.slice(0, 10) })
    const eve = { ...server, device: 'eve' }
    expect((await ask('HEAD', eve)).status).toBe(404)
    expect(await refusal(ask('DELETE', eve))).toEqual([404, 'unknown-upload'])
    expect(await refusal(patch({ ...eve, offset: 10, bytes: 'x' }))).toEqual([404, 'unknown-upload'])
    expect(await refusal(announce({ ...eve, sizeBytes: captions.length }))).toEqual([403, 'not-allowed'])
    await patch({ ...server, offset: 10, bytes: captions.slice(10) })
    expect((await fetch(`${server.url}/media/upload-1?device=eve`)).status).toBe(404)
    expect((await fetch(`${server.url}/media/upload-1`)).status).toBe(404)
  })

  it('[U7] that the course shares cannot be replaced by other bytes', async () => {
    const { server } = await startEmpty()
    await uploadFile({ ...server, bytes: Buffer.from(captions) })
    const ana = await join(server)
    const { operationId } = ana.save([addChapter('basics'), addUploadedVideo({})])
    await told(ana, operationId, 'stored')
    for (const device of ['ana', 'eve']) {
      expect(await refusal(announce({ ...server, device, sizeBytes: 3 }))).toEqual([403, 'not-allowed'])
      expect(await refusal(ask('DELETE', { ...server, device }))).toEqual([403, 'not-allowed'])
    }
    expect(await (await fetch(`${server.url}/media/upload-1`)).text()).toBe(captions)
  })

  it('[U7] is refused in a save with a note, and stays hidden, until its creator refers to it', async () => {
    const { server } = await startEmpty()
    await uploadFile({ ...server, bytes: Buffer.from(captions) })
    const eve = await join(server, { device: 'eve' })
    const stolen = eve.save([addChapter('basics'), addUploadedVideo({ videoId: 'stolen' })])
    const { acks } = await eve.state(state => state.acks[stolen.operationId]?.status === 'stored')
    const note = { code: 'refused', command: 1, videoId: 'stolen', reason: 'foreign-upload' }
    expect(acks[stolen.operationId]).toMatchObject({ notes: [note] })
    expect((await fetch(`${server.url}/media/upload-1?device=eve`)).status).toBe(404)

    const ana = await join(server)
    const own = ana.save([addUploadedVideo({})])
    await told(ana, own.operationId, 'stored')
    expect((await fetch(`${server.url}/media/upload-1?device=eve`)).status).toBe(200)
    expect((await fetch(`${server.url}/media/upload-1`)).status).toBe(200)
  })
})
