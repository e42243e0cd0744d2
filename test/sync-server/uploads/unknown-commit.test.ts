import { describe, expect, it } from 'vitest'
import { LecternError } from '../../../course/errors.ts'
import type { CourseCommit } from '../../../persistence/course-store.ts'
import { MemoryCourseStore } from '../../../persistence/memory/course-store.ts'
import { addChapter } from '../fixtures/commands.ts'
import { join } from '../fixtures/test-client.ts'
import { startTestServer } from '../fixtures/test-server.ts'
import { addUploadedVideo } from './fixtures/commands.ts'
import { makeVideo } from './fixtures/sample.ts'
import { uploadFile } from './fixtures/upload.ts'

/** Stores a commit and says that it has failed, as a disk may, when it is told to. */
class DoubtfulStore extends MemoryCourseStore {
  isInDoubt = false

  override async commit(group: readonly CourseCommit[]) {
    const results = await super.commit(group)
    if (this.isInDoubt) throw new LecternError('store-unavailable', 'nobody knows')
    return results
  }
}

/** Its disk is full whenever an operation is to be settled. */
class FullStore extends MemoryCourseStore {
  isFull = true

  override async settleOperations(courseId?: string) {
    if (this.isFull) throw new LecternError('store-full', 'full')
    return super.settleOperations(courseId)
  }
}

describe('A save with an upload that was there before it', () => {
  it('[S1] is stored also when its commit seemed to fail, and without another save', async () => {
    const video = await makeVideo()
    const engine = new DoubtfulStore()
    const server = await startTestServer(engine)
    const ana = await join(server)
    await uploadFile({ ...server, bytes: video.bytes })
    engine.isInDoubt = true
    const { operationId } = ana.save([addChapter('basics'), addUploadedVideo({})])
    expect(await ana.closed).toMatchObject({ code: 4503 })

    engine.isInDoubt = false
    const again = await join(server, { doc: ana.doc })
    await expect.poll(() => again.fates[operationId]?.status).toBe('stored')
  })

  it('[S1] is stored also when its course went to the trash meanwhile, once that is back', async () => {
    const video = await makeVideo()
    const server = await startTestServer()
    const ana = await join(server)
    await ana.store([addChapter('basics')])
    await uploadFile({ ...server, bytes: video.bytes })
    server.store.hold()
    const { operationId } = ana.save([addUploadedVideo({})])
    await server.store.nextCommit()
    const course = `${server.url}/api/courses/course-1`
    expect((await fetch(course, { method: 'DELETE' })).status).toBe(200)
    expect(await ana.closed).toMatchObject({ code: 4404 })
    server.store.release()
    expect((await fetch(`${course}/restore`, { method: 'POST' })).status).toBe(200)

    const again = await join(server, { doc: ana.doc })
    await expect.poll(() => again.fates[operationId]?.status).toBe('stored')
  })

  it('[S1] is stored seconds after a full disk is well again, and without another save', async () => {
    const video = await makeVideo()
    const engine = new FullStore()
    const server = await startTestServer(engine)
    const ana = await join(server)
    await uploadFile({ ...server, bytes: video.bytes })
    const { operationId } = ana.save([addChapter('basics'), addUploadedVideo({})])
    await expect.poll(() => ana.fates[operationId]?.status).toBe('committed')
    for (let tries = 0; tries < 3; tries++) {
      server.clock.advance(5000)
      await new Promise(setImmediate)
    }
    expect(ana.fates[operationId]?.status).toBe('committed')

    engine.isFull = false
    server.clock.advance(5000)
    await expect.poll(() => ana.fates[operationId]?.status).toBe('stored')
  })
})
