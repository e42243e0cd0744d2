import { describe, expect, it } from 'vitest'
import type { ServerState } from '../../../course/wire/ack.ts'
import { makeDataDir } from '../../persistence/fixtures-sqlite/data-dir.ts'
import { addChapter, renameVideo } from '../fixtures/commands.ts'
import { join, type TestClient } from '../fixtures/test-client.ts'
import { startTestServer, type TestServer } from '../fixtures/test-server.ts'
import { addUploadedVideo } from './fixtures/commands.ts'
import { makeVideo, readSample } from './fixtures/sample.ts'
import { filesUrl, refusalOf, uploadFile } from './fixtures/upload.ts'
import { startOnDisk } from './fixtures/upload-server.ts'

const tus = { 'Tus-Resumable': '1.0.0' }

/** The full ack of this status. */
async function fate(client: TestClient, operationId: string, status: 'committed' | 'stored') {
  const state = await client.state(({ acks }) => {
    const ack = acks[operationId]
    return ack?.status === status && 'events' in ack
  })
  return state.acks[operationId]
}

async function getMedia({ url }: Pick<TestServer, 'url'>, uploadId: string, device = 'ana'): Promise<Buffer> {
  const response = await fetch(`${url}/media/${uploadId}?device=${device}`)
  return Buffer.from(await response.arrayBuffer())
}

async function offsetOf({ url }: Pick<TestServer, 'url'>, uploadId: string): Promise<number> {
  const { headers } = await fetch(filesUrl(url, 'ana', uploadId), { method: 'HEAD', headers: tus })
  return Number(headers.get('upload-offset'))
}

/** What a client was shown of a video's upload, each state once. */
function shownOf(client: TestClient, videoId = 'intro') {
  const shown = client.states.flatMap(({ uploads }) => uploads[videoId] ?? [])
  return shown.filter((state, index) => JSON.stringify(state) !== JSON.stringify(shown[index - 1]))
}

const nothingAfterStored = ({ acks }: ServerState, operationId: string) => acks[operationId]?.status !== 'committed'

describe('A save with an upload', () => {
  it('[S1][A5] is committed with its structure, and stored when the server has verified the file', async () => {
    const sample = await readSample()
    const server = await startOnDisk(makeDataDir())
    const ana = await join(server)
    const { operationId } = ana.save([addChapter('basics'), addUploadedVideo({ sizeBytes: sample.bytes.length })])
    const committed = await fate(ana, operationId, 'committed')
    expect(committed).toMatchObject({ revision: 1 })
    expect(JSON.stringify(committed)).not.toMatch(/upload-complete|batch-operation-complete/)

    expect(await uploadFile({ ...server, bytes: sample.bytes, sha256: sample.sha256 })).toBe('done')

    const { sha256, durationSeconds, width, height } = sample
    const finalData = {
      ...{ fileName: 'Intro.mp4', sizeBytes: sample.bytes.length, type: 'video/mp4', sha256 },
      ...{ durationSeconds, width, height, url: '/media/upload-1' },
    }
    expect(await fate(ana, operationId, 'stored')).toMatchObject({
      revision: 1,
      notes: [],
      events: [
        { type: 'chapter-create-complete' },
        { type: 'video-create-complete' },
        { type: 'upload-complete', videoId: 'intro', finalData },
        { type: 'batch-operation-complete', operationId },
      ],
    })
    expect((await getMedia(server, 'upload-1')).equals(sample.bytes)).toBe(true)
  })

  it('[S1] that was complete before it is stored a moment after it is committed', async () => {
    const video = await makeVideo()
    const server = await startTestServer()
    const ana = await join(server)
    await uploadFile({ ...server, bytes: video.bytes })
    const { operationId } = ana.save([addChapter('basics'), addUploadedVideo({})])

    expect(await fate(ana, operationId, 'stored')).toMatchObject({ notes: [], events: { length: 4 } })
  })

  it('[A4][A6] is told its fate again after a restart of the server, and by HTTP', async () => {
    const dataDir = makeDataDir()
    const video = await makeVideo()
    const first = await startOnDisk(dataDir)
    const ana = await join(first)
    const save = ana.save([addChapter('basics'), addUploadedVideo({})])
    await fate(ana, save.operationId, 'committed')
    await first.close()
    const second = await startOnDisk(dataDir)
    const again = await join(second, { doc: ana.doc })
    expect(again.fates[save.operationId]).toMatchObject({ status: 'committed' })

    await uploadFile({ ...second, bytes: video.bytes })

    expect(await fate(again, save.operationId, 'stored')).toMatchObject({ revision: 1 })
    again.sendUpdate(save.update)
    await again.sync()
    expect(again.fates[save.operationId]).toMatchObject({ status: 'stored' })
    const answer = await fetch(`${second.url}/api/courses/course-1/operations/${save.operationId}`)
    expect(await answer.json()).toMatchObject({ status: 'stored', events: { length: 4 } })
  })

  it('[S1] of two files is stored with a note where one is refused, and a later retry changes nothing', async () => {
    const video = await makeVideo()
    const server = await startTestServer()
    const ana = await join(server)
    const bad = addUploadedVideo({ videoId: 'outro', uploadId: 'upload-2' })
    const { operationId } = ana.save([addChapter('basics'), addUploadedVideo({}), bad])
    await fate(ana, operationId, 'committed')
    await uploadFile({ ...server, bytes: video.bytes })
    const outro = { ...server, uploadId: 'upload-2', videoId: 'outro' }
    const refusal = await uploadFile({ ...outro, bytes: Buffer.from('<!doctype html><p>') }).catch(refusalOf)
    expect(refusal).toEqual({ status: 415, code: 'wrong-type' })

    const stored = await fate(ana, operationId, 'stored')
    const failed = { videoId: 'outro', reason: 'wrong-type' }
    expect(stored).toMatchObject({ notes: [{ code: 'upload-failed', command: 2, ...failed }] })
    expect(stored).toHaveProperty('events.4', { type: 'upload-failed', ...failed })

    await uploadFile({ ...outro, bytes: video.bytes })
    server.clock.advance(1000)
    await ana.state(({ uploads }) => uploads['outro']?.status === 'complete')
    expect(ana.states.slice(-2).every(state => nothingAfterStored(state, operationId))).toBe(true)
    expect(ana.fates[operationId]).toEqual(stored)
  })

  it('[S1] is stored with a note when its upload is cancelled, whether it has begun or not', async () => {
    const server = await startTestServer()
    const ana = await join(server)
    const { operationId } = ana.save([addChapter('basics'), addUploadedVideo({})])
    await fate(ana, operationId, 'committed')
    const { status } = await fetch(filesUrl(server.url, 'ana', 'upload-1'), { method: 'DELETE', headers: tus })

    expect(status).toBe(204)
    expect(await fate(ana, operationId, 'stored')).toMatchObject({ notes: [{ reason: 'cancelled' }] })
  })

  it('[U5] says in its note why the device gave the upload up, and nothing but what is known to be a reason', async () => {
    const server = await startTestServer()
    const ana = await join(server)
    const videos = [addUploadedVideo({}), addUploadedVideo({ videoId: 'outro', uploadId: 'upload-2' })]
    const { operationId } = ana.save([addChapter('basics'), ...videos])
    await fate(ana, operationId, 'committed')
    for (const [uploadId, reason] of Object.entries({ 'upload-1': 'too-large', 'upload-2': 'lost' }))
      await fetch(`${filesUrl(server.url, 'ana', uploadId)}&reason=${reason}`, { method: 'DELETE', headers: tus })
    const notes = [{ reason: 'too-large' }, { reason: 'cancelled' }]
    expect(await fate(ana, operationId, 'stored')).toMatchObject({ notes })
  })

  it('[A5] without a new file needs no upload to be stored, though its video has one', async () => {
    const server = await startTestServer()
    const ana = await join(server)
    ana.save([addChapter('basics'), addUploadedVideo({})])

    expect(await ana.store([renameVideo('intro', 'Hello')])).toMatchObject({ status: 'stored' })
  })
})

describe('An upload', () => {
  it('goes on where the server has it, after the line was cut and after the server was restarted', async () => {
    const dataDir = makeDataDir()
    const { bytes } = await readSample()
    const call = { bytes, chunkSize: 300_000 }
    const first = await startOnDisk(dataDir)
    const halfway = bytes.length / 2
    const cut = await uploadFile({
      ...{ ...first, ...call },
      onChunk: (upload, acceptedBytes) => void (acceptedBytes > halfway && upload.abort()),
    })
    expect(cut).toBe('aborted')
    const storedBytes = await offsetOf(first, 'upload-1')
    expect(storedBytes).toBeGreaterThan(halfway)
    await first.close()
    const second = await startOnDisk(dataDir)
    expect(await offsetOf(second, 'upload-1')).toBe(storedBytes)

    let sentBytes = 0
    await uploadFile({
      ...{ ...second, ...call, isResumed: true },
      onProgress: (_upload, sent) => {
        sentBytes = sentBytes === 0 ? bytes.length - sent : sentBytes
      },
    })

    expect(sentBytes).toBeLessThanOrEqual(bytes.length - storedBytes)
    expect((await getMedia(second, 'upload-1')).equals(bytes)).toBe(true)
  })

  it('is shown to everybody in the course as the server has it, below 100 until it is committed', async () => {
    const { bytes } = await readSample()
    const server = await startTestServer()
    const eve = await join(server, { device: 'eve' })
    const elsewhere = await join(server, { courseId: 'course-2' })
    await uploadFile({
      ...{ ...server, bytes, chunkSize: 200_000 },
      onChunk: () => server.clock.advance(300),
    })
    server.clock.advance(300)
    await eve.state(({ uploads }) => uploads['intro']?.status === 'complete')

    const shown = shownOf(eve)
    const progress = shown.map(state => state.progress)
    expect(progress.length).toBeGreaterThan(5)
    expect(progress).toEqual([...progress].sort((a, b) => a - b))
    expect(shown.at(-1)).toEqual({ progress: 100, status: 'complete' })
    expect(shown.slice(0, -1).every(state => state.progress < 100 && state.status !== 'complete')).toBe(true)
    expect(shownOf(elsewhere)).toEqual([])
  })

  it('may come with its announcement, in one request', async () => {
    const { bytes } = await makeVideo()
    const server = await startTestServer()
    const encoded = Object.entries({ uploadId: 'a', courseId: 'c', videoId: 'v', filename: 'é.mp4' })
    const response = await fetch(filesUrl(server.url), {
      method: 'POST',
      headers: {
        ...tus,
        'Upload-Length': String(bytes.length),
        'Upload-Metadata': encoded.map(([key, text]) => `${key} ${Buffer.from(text).toString('base64')}`).join(','),
        'Content-Type': 'application/offset+octet-stream',
      },
      body: new Uint8Array(bytes),
    })

    expect([response.status, response.headers.get('location')]).toEqual([201, '/files/a?device=ana'])
    expect((await getMedia(server, 'a')).equals(bytes)).toBe(true)
  })

  it('of bytes that the course has is found before it is sent', async () => {
    const { bytes, sha256 } = await makeVideo()
    const server = await startTestServer()
    await uploadFile({ ...server, bytes })
    const ask = async (device: string, courseId = 'course-1') => {
      const response = await fetch(`${server.url}/api/courses/${courseId}/uploads/known?device=${device}`, {
        method: 'POST',
        body: JSON.stringify({ sha256, sizeBytes: bytes.length }),
      })
      return response.json()
    }
    expect(await ask('ana')).toMatchObject({ upload: { uploadId: 'upload-1', finalData: { sha256 } } })
    expect(await ask('eve')).toEqual({ upload: null })
    const ana = await join(server)
    const { operationId } = ana.save([addChapter('basics'), addUploadedVideo({})])
    await fate(ana, operationId, 'stored')
    expect(await ask('eve')).toMatchObject({ upload: { uploadId: 'upload-1' } })
    expect(await ask('ana', 'course-2')).toEqual({ upload: null })
    const listed = await fetch(`${server.url}/api/courses/course-1/uploads?device=eve`)
    expect(await listed.json()).toMatchObject({ uploads: [{ uploadId: 'upload-1', completedAt: server.clock.now() }] })
  })
})
