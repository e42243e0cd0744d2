import { expect, it } from 'vitest'
import type { CourseStore } from '../../../persistence/course-store.ts'
import type { MediaFacts, NewUpload, UploadReference } from '../../../persistence/upload-store.ts'
import { CourseAuthor, ledgerEntry, operationIdOf } from '../fixtures.ts'

const facts: MediaFacts = {
  type: 'video/mp4',
  sha256: 'ab'.repeat(32),
  durationSeconds: 10.5,
  width: 1280,
  height: 720,
}

function newUpload(uploadId: string, changes: Partial<NewUpload> = {}): NewUpload {
  return {
    uploadId,
    courseId: 'course-1',
    videoId: `video-of-${uploadId}`,
    userId: 'device:laptop',
    fileName: 'Intro 🎬.mp4',
    sizeBytes: 5,
    activeAt: 1000,
    ...changes,
  }
}

/** A save whose only operation awaits these. */
function awaiting(author: CourseAuthor, uploadIds: readonly string[], changes: { readonly userId?: string } = {}) {
  const commit = author.save(changes)
  const [entry = ledgerEntry(1)] = commit.operations
  const { operationId } = entry
  const uploads = uploadIds.map(
    (uploadId, command): UploadReference => ({
      uploadId,
      videoId: `video-of-${uploadId}`,
      awaitedBy: { operationId, command },
    }),
  )
  return { ...commit, operations: [{ ...entry, status: 'committed' as const }], uploads }
}

const completeEvent = (uploadId: string) => ({
  type: 'upload-complete',
  videoId: `video-of-${uploadId}`,
  finalData: { ...facts, fileName: 'Intro 🎬.mp4', sizeBytes: 5, url: `/media/${uploadId}` },
})
const failedEvent = (uploadId: string, reason: string) => ({
  type: 'upload-failed',
  videoId: `video-of-${uploadId}`,
  reason,
})
const failedNote = (uploadId: string, command: number, reason: string) => ({
  code: 'upload-failed',
  command,
  videoId: `video-of-${uploadId}`,
  reason,
})

export function uploadRules(opened: () => CourseStore): void {
  const operationNow = async (number = 1) => {
    const [operation] = await opened().findOperations('course-1', [operationIdOf(number)])
    return operation
  }

  it('gives back all that is known of an upload', async () => {
    const upload = newUpload('a', { expectedSha256: facts.sha256 })
    expect(await opened().createUpload(upload)).toBe('created')
    expect(await opened().findUpload('a')).toEqual({ ...upload, status: 'uploading', isReferenced: false })
    await opened().completeUpload('a', facts, 2000)
    const complete = { ...upload, status: 'complete', isReferenced: false, facts, finishedAt: 2000 }
    expect(await opened().findUpload('a')).toEqual(complete)
    expect(await opened().findUpload('b')).toBeUndefined()
  })

  it('keeps what is not known of a file as not known', async () => {
    const captions = { ...facts, type: 'text/vtt', durationSeconds: null, width: null, height: null }
    await opened().createUpload(newUpload('a'))
    await opened().completeUpload('a', captions, 2000)
    expect(await opened().findUpload('a')).toMatchObject({ facts: captions })
  })

  it('goes on with the same upload, begins a failed or changed one anew, and gives no id to somebody else', async () => {
    await opened().createUpload(newUpload('a'))
    expect(await opened().createUpload(newUpload('a'))).toBe('known')
    expect(await opened().createUpload(newUpload('a', { userId: 'device:eve' }))).toBe('refused')
    expect(await opened().createUpload(newUpload('a', { courseId: 'course-2' }))).toBe('refused')
    expect(await opened().createUpload(newUpload('a', { sizeBytes: 6 }))).toBe('created')
    await opened().failUpload('a', 'wrong-type', 2000)
    expect(await opened().findUpload('a')).toMatchObject({ status: 'failed', failure: 'wrong-type', finishedAt: 2000 })
    expect(await opened().createUpload(newUpload('a'))).toBe('created')
    expect(await opened().findUpload('a')).toMatchObject({ status: 'uploading', sizeBytes: 5 })
  })

  it('never begins a complete upload anew, not even for its creator', async () => {
    await opened().createUpload(newUpload('a'))
    await opened().completeUpload('a', facts, 2000)
    expect(await opened().createUpload(newUpload('a'))).toBe('known')
    expect(await opened().createUpload(newUpload('a', { expectedSha256: facts.sha256 }))).toBe('known')
    expect(await opened().createUpload(newUpload('a', { sizeBytes: 6 }))).toBe('refused')
    expect(await opened().createUpload(newUpload('a', { expectedSha256: 'cd'.repeat(32) }))).toBe('refused')
    expect(await opened().findUpload('a')).toMatchObject({ status: 'complete', facts })
  })

  it('stores an operation when the last of its uploads is complete, and its batch event comes last', async () => {
    const commit = awaiting(new CourseAuthor(), ['a', 'b'])
    for (const id of ['a', 'b']) await opened().createUpload(newUpload(id))
    await opened().commit([commit])
    expect(await opened().completeUpload('b', facts, 2000)).toEqual([])
    expect(await operationNow()).toMatchObject({ status: 'committed' })

    const settled = await opened().completeUpload('a', facts, 3000)

    const operation = await operationNow()
    expect(settled).toEqual([{ courseId: 'course-1', operation }])
    const [entry] = commit.operations
    const batch = { type: 'batch-operation-complete', operationId: operationIdOf(1), results: entry?.results }
    const events = [...(entry?.events ?? []), completeEvent('a'), completeEvent('b'), batch]
    expect(operation).toEqual({ ...entry, status: 'stored', revision: 1, storedAt: commit.at, events })
  })

  it('settles what was complete before the commit, once', async () => {
    await opened().createUpload(newUpload('a'))
    await opened().completeUpload('a', facts, 2000)
    await opened().commit([awaiting(new CourseAuthor(), ['a'])])

    expect(await opened().settleOperations('course-2')).toEqual([])
    expect(await opened().settleOperations('course-1')).toMatchObject([{ operation: { status: 'stored' } }])
    expect(await opened().settleOperations()).toEqual([])
  })

  it('stores with a note what failed, and never changes it again when the upload comes later', async () => {
    const author = new CourseAuthor()
    await opened().createUpload(newUpload('a'))
    await opened().commit([awaiting(author, ['a', 'never'])])
    await opened().failUpload('a', 'wrong-type', 2000)
    await opened().failUpload('never', 'cancelled', 2000)
    const operation = await operationNow()
    expect(operation).toMatchObject({
      status: 'stored',
      notes: [failedNote('a', 0, 'wrong-type'), failedNote('never', 1, 'cancelled')],
    })
    expect(operation?.events.slice(-3, -1)).toEqual([failedEvent('a', 'wrong-type'), failedEvent('never', 'cancelled')])

    await opened().createUpload(newUpload('a'))
    expect(await opened().completeUpload('a', facts, 3000)).toEqual([])
    expect(await operationNow()).toEqual(operation)
    await opened().commit([awaiting(author, ['a'])])
    expect(await opened().settleOperations()).toMatchObject([{ operation: { notes: [] } }])
  })

  it('refuses a reference to what somebody else has uploaded, until its owner shares it', async () => {
    const author = new CourseAuthor()
    await opened().createUpload(newUpload('a', { userId: 'device:ben' }))
    await opened().completeUpload('a', facts, 2000)
    await opened().commit([awaiting(author, ['a'])])
    const note = { ...failedNote('a', 0, 'foreign-upload'), code: 'refused' }
    expect(await opened().settleOperations()).toMatchObject([{ operation: { status: 'stored', notes: [note] } }])
    expect(await opened().findUpload('a')).toMatchObject({ isReferenced: false })

    await opened().commit([awaiting(author, ['a'], { userId: 'device:ben' }), awaiting(author, ['a'])])
    const shared = [{ operation: { notes: [] } }, { operation: { notes: [] } }]
    expect(await opened().settleOperations()).toMatchObject(shared)
    expect(await opened().createUpload(newUpload('a', { userId: 'device:cai' }))).toBe('known')
  })

  it('keeps an id that a commit refers to for its course, before it is uploaded and after it was swept', async () => {
    await opened().commit([awaiting(new CourseAuthor(), ['a'])])
    expect(await opened().findAwaiting('a')).toBe('course-1')
    expect(await opened().findAwaiting('b')).toBeUndefined()
    expect(await opened().createUpload(newUpload('a', { courseId: 'course-2' }))).toBe('refused')
    expect(await opened().createUpload(newUpload('a', { userId: 'device:ben' }))).toBe('created')
    expect(await opened().completeUpload('a', facts, 2000)).toMatchObject([{ operation: { status: 'stored' } }])
    expect(await opened().findAwaiting('a')).toBeUndefined()
    const stranger = new CourseAuthor('course-2', 2)
    await opened().commit([awaiting(stranger, ['a'])])
    expect(await opened().settleOperations('course-2')).toMatchObject([{ operation: { notes: [{ code: 'refused' }] } }])
  })

  it('counts a reference that no operation awaits', async () => {
    await opened().createUpload(newUpload('a'))
    await opened().completeUpload('a', facts, 2000)
    const uploads = [{ uploadId: 'a', videoId: 'intro' }]
    await opened().commit([new CourseAuthor().save({ operations: [], uploads })])
    expect(await opened().findUpload('a')).toMatchObject({ isReferenced: true })
  })

  it('sweeps what nobody wants, gives up on what never came, and keeps what a commit refers to', async () => {
    const author = new CourseAuthor()
    for (const id of ['kept', 'unwanted', 'young', 'slow', 'active']) await opened().createUpload(newUpload(id))
    for (const id of ['kept', 'unwanted']) await opened().completeUpload(id, facts, 2000)
    await opened().completeUpload('young', facts, 9000)
    await opened().touchUpload('active', 9000)
    await opened().commit([awaiting(author, ['kept'])])
    await opened().commit([{ ...awaiting(author, ['slow', 'never']), at: 2000 }])
    await opened().settleOperations()

    const { removed, expired, settled } = await opened().sweepUploads(5000, 10_000)

    expect([removed, expired]).toEqual([['unwanted'], ['slow']])
    const notes = [failedNote('slow', 0, 'expired'), failedNote('never', 1, 'expired')]
    expect(settled).toMatchObject([{ operation: { operationId: operationIdOf(2), status: 'stored', notes } }])
    const states = [...(await opened().listUploadStates())].map(({ uploadId, status }) => `${uploadId} ${status}`)
    expect(states.sort()).toEqual(['active uploading', 'kept complete', 'slow failed', 'young complete'])
    expect(await opened().sweepUploads(5000, 10_000)).toEqual({ removed: [], expired: [], settled: [] })
  })

  it('lists the course’s uploads and one’s own, and knows a file again by its bytes', async () => {
    for (const id of ['mine', 'shared', 'theirs', 'unfinished']) {
      const userId = id === 'mine' || id === 'unfinished' ? 'device:laptop' : 'device:ben'
      await opened().createUpload(newUpload(id, { userId }))
    }
    for (const id of ['mine', 'shared', 'theirs']) await opened().completeUpload(id, facts, 2000)
    await opened().commit([awaiting(new CourseAuthor(), ['shared'], { userId: 'device:ben' })])

    const listed = await opened().listUploads('course-1', 'device:laptop')
    expect(listed.map(({ uploadId }) => uploadId).sort()).toEqual(['mine', 'shared'])
    const file = { sha256: facts.sha256, sizeBytes: 5 }
    const known = await opened().findKnownUpload('course-1', { ...file, userId: 'device:cai' })
    expect(known).toMatchObject({ uploadId: 'shared', facts })
    const others = { ...file, sizeBytes: 6, userId: 'device:laptop' }
    expect(await opened().findKnownUpload('course-1', others)).toBeUndefined()
    expect(await opened().findKnownUpload('course-2', { ...file, userId: 'device:laptop' })).toBeUndefined()
  })

  it('says that the bytes of a complete upload are lost, so that it can be uploaded again', async () => {
    await opened().createUpload(newUpload('a'))
    await opened().completeUpload('a', facts, 2000)
    await opened().failUpload('a', 'cancelled', 3000)
    expect(await opened().findUpload('a')).toMatchObject({ status: 'complete' })
    await opened().failUpload('a', 'lost', 3000)
    expect(await opened().findUpload('a')).toMatchObject({ status: 'failed', failure: 'lost' })
    expect(await opened().createUpload(newUpload('a'))).toBe('created')
  })
}
