/** What a crash between any two steps leaves, and what the next start makes of it. */
import { describe, expect, it } from 'vitest'
import type { CourseStore } from '../../../persistence/course-store.ts'
import { openFileMediaStore } from '../../../persistence/files/media-store.ts'
import type { MediaStore } from '../../../persistence/media-store.ts'
import { openSqliteCourseStore } from '../../../persistence/sqlite/course-store.ts'
import { makeDataDir } from '../../persistence/fixtures-sqlite/data-dir.ts'
import { chunksOf } from '../../persistence/media-store-contract.ts'
import { addChapter } from '../fixtures/commands.ts'
import { join } from '../fixtures/test-client.ts'
import { startTestServer } from '../fixtures/test-server.ts'
import { addUploadedVideo } from './fixtures/commands.ts'
import { told } from './fixtures/fates.ts'
import { ask } from './fixtures/raw-tus.ts'
import { uploadFile } from './fixtures/upload.ts'
import { startOnDisk } from './fixtures/upload-server.ts'

const captions = 'WEBVTT\n\n00:01.000 --> 00:02.000\nHello\n'
const facts = { type: 'text/vtt', sha256: 'ab'.repeat(32), durationSeconds: null, width: null, height: null }

const upload = {
  ...{ uploadId: 'upload-1', courseId: 'course-1', videoId: 'intro', userId: 'device:ana' },
  ...{ fileName: 'Intro.vtt', sizeBytes: captions.length, activeAt: 1_763_900_000_000 },
}

/** A folder where an author's save awaits an upload, as a crash left it. */
async function crashedFolder(leave: (store: CourseStore, media: MediaStore) => Promise<void>): Promise<string> {
  const dataDir = makeDataDir()
  const server = await startOnDisk(dataDir)
  const ana = await join(server)
  const { operationId } = ana.save([addChapter('basics'), addUploadedVideo({})])
  await told(ana, operationId, 'committed')
  await server.close()
  const store = await openSqliteCourseStore({ dataDir, stretchedLogBytes: 0 })
  await leave(store, openFileMediaStore({ dataDir }))
  await store.close()
  return dataDir
}

async function hasBytes(media: MediaStore): Promise<void> {
  await media.append('upload-1', { offset: 0, bytes: chunksOf(captions) })
}

/** The save becomes `stored`, whether before or after its author is back. */
async function expectStored(dataDir: string) {
  const server = await startOnDisk(dataDir)
  const ana = await join(server)
  const [operationId = ''] = Object.keys(ana.fates)
  await told(ana, operationId, 'stored')
  expect(await (await fetch(`${server.url}/media/upload-1`)).text()).toBe(captions)
  return server
}

describe('The next start', () => {
  it('completes an upload whose last byte had come', async () => {
    const dataDir = await crashedFolder(async (store, media) => {
      await store.createUpload(upload)
      await hasBytes(media)
    })
    const { log } = await expectStored(dataDir)
    expect(log.mendedUploads).toEqual(['upload-1 completed'])
  })

  it('completes an upload that was moved into place and not committed', async () => {
    const dataDir = await crashedFolder(async (store, media) => {
      await store.createUpload(upload)
      await hasBytes(media)
      await media.finish('upload-1')
    })
    await expectStored(dataDir)
  })

  it('[S1] stores an operation that was committed after its upload was complete', async () => {
    const dataDir = makeDataDir()
    const first = await startOnDisk(dataDir)
    await uploadFile({ ...first, bytes: Buffer.from(captions), fileName: 'Intro.vtt' })
    const ana = await join(first)
    first.store.settleOperations = async () => []
    const { operationId } = ana.save([addChapter('basics'), addUploadedVideo({})])
    await told(ana, operationId, 'committed')
    await first.close()

    await expectStored(dataDir)
  })

  it('removes bytes that no row speaks of, and those of a failed upload', async () => {
    const dataDir = await crashedFolder(async (store, media) => {
      await media.append('orphan', { offset: 0, bytes: chunksOf('x') })
      await media.append('old', { offset: 0, bytes: chunksOf('x') })
      await media.finish('old')
      await store.createUpload({ ...upload, uploadId: 'failed' })
      await media.append('failed', { offset: 0, bytes: chunksOf('x') })
      await store.failUpload('failed', 'cancelled', 2000)
    })
    const server = await startOnDisk(dataDir)
    expect([...server.log.removedUploads].sort()).toEqual(['failed', 'old', 'orphan'])
    expect((await openFileMediaStore({ dataDir }).list()).size).toBe(0)
  })

  it('says of an upload that its bytes are lost, so that they can be sent again', async () => {
    const dataDir = await crashedFolder(async store => {
      await store.createUpload(upload)
      await store.completeUpload('upload-1', facts, 2000)
    })
    const server = await startOnDisk(dataDir)
    expect(server.log.mendedUploads).toEqual(['upload-1 lost'])
    expect((await ask('HEAD', server)).status).toBe(410)
    expect(await uploadFile({ ...server, bytes: Buffer.from(captions) })).toBe('done')
    expect(await (await fetch(`${server.url}/media/upload-1`)).text()).toBe(captions)
  })

  it('goes on with an upload that is half there', async () => {
    const dataDir = await crashedFolder(async (store, media) => {
      await store.createUpload(upload)
      await media.append('upload-1', { offset: 0, bytes: chunksOf(captions.slice(0, 10)) })
    })
    const server = await startOnDisk(dataDir)
    expect((await ask('HEAD', server)).headers.get('upload-offset')).toBe('10')
    expect(await uploadFile({ ...server, bytes: Buffer.from(captions), isResumed: true })).toBe('done')
    expect(await (await fetch(`${server.url}/media/upload-1`)).text()).toBe(captions)
  })
})

describe('Time', () => {
  const days = 24 * 60 * 60_000

  it('[U7] takes an upload that nothing refers to 14 days after its last byte, and no other', async () => {
    const server = await startTestServer()
    const bytes = Buffer.from(captions)
    await uploadFile({ ...server, bytes })
    await uploadFile({ ...server, bytes, uploadId: 'unwanted' })
    const ana = await join(server)
    const { operationId } = ana.save([addChapter('basics'), addUploadedVideo({})])
    await told(ana, operationId, 'stored')
    await ana.leave()
    server.clock.advance(13.9 * days)
    await uploadFile({ ...server, bytes, uploadId: 'young' })
    expect((await fetch(`${server.url}/media/unwanted?device=ana`)).status).toBe(200)

    server.clock.advance(0.2 * days)
    await server.close()

    expect(server.log.removedUploads).toEqual(['unwanted'])
  })

  it('[U6][U7] ends the waiting for an upload that nobody goes on with, and its save is stored with a note', async () => {
    const server = await startTestServer()
    const first = await join(server)
    const { operationId } = first.save([addChapter('basics'), addUploadedVideo({})])
    await told(first, operationId, 'committed')
    await first.leave()

    server.clock.advance(15 * days)
    const ana = await join(server, { doc: first.doc })
    await told(ana, operationId, 'stored')

    const answer = await fetch(`${server.url}/api/courses/course-1/operations/${operationId}`)
    expect(await answer.json()).toMatchObject({ notes: [{ code: 'upload-failed', reason: 'expired' }] })
    expect(await uploadFile({ ...server, bytes: Buffer.from(captions) })).toBe('done')
  })
})
