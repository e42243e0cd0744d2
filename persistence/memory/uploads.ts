/** What the memory engine keeps of uploads and of the operations that await them. */
import type { UploadFailure } from '../../course/upload.ts'
import type { CourseCommit } from '../course-store.ts'
import type { StoredOperation } from '../ledger.ts'
import { type AwaitedUpload, settleOperation } from '../settling.ts'
import {
  announcedAgain,
  type CompleteUpload,
  type MediaFacts,
  mayUse,
  type NewUpload,
  type SettledOperation,
  type StoredUpload,
  type SweptUploads,
  type UploadReference,
  type UploadState,
} from '../upload-store.ts'

interface Awaited {
  readonly courseId: string
  readonly operationId: string
  readonly uploadId: string
  readonly videoId: string
  readonly command: number
  readonly since: number
  failure?: UploadFailure
}

/** The ledger, of which settled operations become another. */
export interface Ledger {
  find(courseId: string, operationId: string): StoredOperation | undefined
  replace(courseId: string, operation: StoredOperation): void
}

export class MemoryUploads {
  readonly #ledger: Ledger
  readonly #uploads = new Map<string, NewUpload & UploadState>()
  /** By uploadId, the course whose commits refer to it. */
  readonly #references = new Map<string, string>()
  #awaited: Awaited[] = []

  constructor(ledger: Ledger) {
    this.#ledger = ledger
  }

  create(upload: NewUpload): 'created' | 'known' | 'refused' {
    const { uploadId, courseId } = upload
    const known = this.find(uploadId)
    if (!known && (this.#references.get(uploadId) ?? courseId) !== courseId) return 'refused'
    const answer = known ? announcedAgain(known, upload) : 'created'
    if (answer !== 'created') return answer
    this.#uploads.set(uploadId, { ...upload, status: 'uploading' })
    return 'created'
  }

  find(uploadId: string): StoredUpload | undefined {
    const upload = this.#uploads.get(uploadId)
    return upload && { ...upload, isReferenced: this.#references.get(uploadId) === upload.courseId }
  }

  get all(): readonly StoredUpload[] {
    return [...this.#uploads.keys()].flatMap(uploadId => this.find(uploadId) ?? [])
  }

  touch(uploadId: string, activeAt: number): void {
    const upload = this.#uploads.get(uploadId)
    if (upload?.status === 'uploading') this.#uploads.set(uploadId, { ...upload, activeAt })
  }

  complete(uploadId: string, facts: MediaFacts, finishedAt: number): SettledOperation[] {
    const upload = this.#uploads.get(uploadId)
    if (upload?.status === 'uploading') {
      this.#uploads.set(uploadId, { ...upload, status: 'complete', facts, finishedAt })
    }
    return this.settle(awaited => awaited.uploadId === uploadId)
  }

  fail(uploadId: string, failure: UploadFailure, finishedAt: number): SettledOperation[] {
    const upload = this.#uploads.get(uploadId)
    const mayFail = upload?.status === 'uploading' || (upload?.status === 'complete' && failure === 'lost')
    if (upload && !mayFail) return []
    if (upload) this.#uploads.set(uploadId, { ...announced(upload), status: 'failed', failure, finishedAt })
    for (const awaited of this.#awaited) if (awaited.uploadId === uploadId) awaited.failure ??= failure
    return this.settle(awaited => awaited.uploadId === uploadId)
  }

  findAwaiting(uploadId: string): string | undefined {
    return this.#awaited.find(awaited => awaited.uploadId === uploadId && !awaited.failure)?.courseId
  }

  listComplete(courseId: string, userId: string): CompleteUpload[] {
    return this.all.filter(isComplete).filter(upload => mayUse(upload, { courseId, userId }))
  }

  refer({ courseId, userId, at }: CourseCommit, references: readonly UploadReference[]): void {
    for (const { uploadId, videoId, awaitedBy } of references) {
      const failure = this.#failureOf(uploadId, { courseId, userId })
      if (failure !== 'foreign-upload') this.#references.set(uploadId, courseId)
      if (!awaitedBy) continue
      this.#awaited.push({ courseId, uploadId, videoId, since: at, ...awaitedBy, ...(failure && { failure }) })
    }
  }

  settle(isMeant: (awaited: Pick<Awaited, 'uploadId' | 'courseId'>) => boolean): SettledOperation[] {
    const keys = new Map(this.#awaited.filter(isMeant).map(awaited => [keyOf(awaited), awaited]))
    return [...keys].flatMap(([key, { courseId, operationId }]) => {
      const stored = this.#ledger.find(courseId, operationId)
      const awaited = this.#awaited.filter(other => keyOf(other) === key).map(other => this.#awaitedOf(other))
      const operation = stored && settleOperation(stored, awaited)
      if (!operation) return []
      this.#ledger.replace(courseId, operation)
      this.#awaited = this.#awaited.filter(other => keyOf(other) !== key)
      return [{ courseId, operation }]
    })
  }

  sweep(before: number, at: number): SweptUploads {
    const old = this.all.filter(upload =>
      upload.status === 'uploading' ? upload.activeAt < before : upload.finishedAt < before && !upload.isReferenced,
    )
    const idsOf = (isUnfinished: boolean) =>
      old.filter(({ status }) => (status === 'uploading') === isUnfinished).map(({ uploadId }) => uploadId)
    const removed = idsOf(false)
    const expired = idsOf(true)
    for (const uploadId of removed) this.#uploads.delete(uploadId)
    const neverCome = this.#awaited.filter(({ since, uploadId }) => since < before && !this.#uploads.has(uploadId))
    const failing = new Set([...expired, ...neverCome.map(({ uploadId }) => uploadId)])
    return { removed, expired, settled: [...failing].flatMap(uploadId => this.fail(uploadId, 'expired', at)) }
  }

  #failureOf(uploadId: string, asked: { courseId: string; userId: string }): UploadFailure | undefined {
    const upload = this.find(uploadId)
    const course = this.#references.get(uploadId)
    if (upload ? !mayUse(upload, asked) : course !== undefined && course !== asked.courseId) return 'foreign-upload'
    return upload?.status === 'failed' ? upload.failure : undefined
  }

  #awaitedOf({ uploadId, videoId, command, failure }: Awaited): AwaitedUpload {
    const upload = this.find(uploadId)
    return { videoId, command, ...(failure && { failure }), ...(upload && { upload }) }
  }
}

function isComplete(upload: StoredUpload): upload is CompleteUpload {
  return upload.status === 'complete'
}

function keyOf({ courseId, operationId }: Awaited): string {
  return `${courseId}/${operationId}`
}

function announced(upload: NewUpload & UploadState): NewUpload {
  const { uploadId, courseId, videoId, userId, fileName, sizeBytes, expectedSha256, activeAt } = upload
  return {
    ...{ uploadId, courseId, videoId, userId, fileName, sizeBytes, activeAt },
    ...(expectedSha256 !== undefined && { expectedSha256 }),
  }
}
