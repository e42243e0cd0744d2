/** The server's port for what it knows of uploads: a part of the course store, because fates change with them. Their bytes live in a media store. */
import type { finalDataSchema } from '../course/event.ts'
import { mediaUrlOf, type UploadFailure } from '../course/upload.ts'
import type { StoredOperation } from './ledger.ts'

/** As its creator announces it. */
export interface NewUpload {
  readonly uploadId: string
  readonly courseId: string
  readonly videoId: string
  /** The session's identity. */
  readonly userId: string
  readonly fileName: string
  readonly sizeBytes: number
  /** What its creator says, to be compared with what arrived. */
  readonly expectedSha256?: string
  /** ms since 1970, the server's clock: of its creation or, later, of its last sign of life. */
  readonly activeAt: number
}

/** What the server found in the bytes; `null`: not found. */
export interface MediaFacts {
  readonly type: string
  readonly sha256: string
  readonly durationSeconds: number | null
  readonly width: number | null
  readonly height: number | null
}

export type UploadState =
  | { readonly status: 'uploading' }
  | { readonly status: 'complete'; readonly facts: MediaFacts; readonly finishedAt: number }
  | { readonly status: 'failed'; readonly failure: UploadFailure; readonly finishedAt: number }

export type StoredUpload = NewUpload &
  UploadState & {
    /** A commit of its course refers to it: it belongs to the course then, not to its creator [U7]. */
    readonly isReferenced: boolean
  }

export type CompleteUpload = Extract<StoredUpload, { readonly status: 'complete' }>

/** An upload that a commit refers to. */
export interface UploadReference {
  readonly uploadId: string
  readonly videoId: string
  /** The operation that awaits it; absent where no command names the change. */
  readonly awaitedBy?: { readonly operationId: string; readonly command: number }
}

/** An operation whose uploads all have their fate: `stored`, in the ledger already. */
export interface SettledOperation {
  readonly courseId: string
  readonly operation: StoredOperation
}

export interface SweptUploads {
  /** Their rows are gone; their bytes are the caller's to remove. */
  readonly removed: readonly string[]
  /** Unfinished ones that have expired; their bytes likewise. */
  readonly expired: readonly string[]
  readonly settled: readonly SettledOperation[]
}

/**
 * All writes are durable when they resolve. An operation that awaits uploads is settled in the same transaction as the
 * last of them: its ledger entry becomes `stored`, the only change an entry ever sees.
 */
export interface UploadStore {
  /**
   * Begins an upload, or one anew that has failed or is unfinished with another size.
   *
   * @returns `created`; `known`: it is there already, unfinished with the same size or complete; `refused`: the id
   *   belongs to somebody else, to another course or to another complete file, and nothing was stored [U7]
   */
  createUpload(upload: NewUpload): Promise<'created' | 'known' | 'refused'>
  findUpload(uploadId: string): Promise<StoredUpload | undefined>
  /** Keeps an unfinished upload from expiring. */
  touchUpload(uploadId: string, activeAt: number): Promise<void>
  /** Only an unfinished one changes. Its operations as far as they are settled by this. */
  completeUpload(uploadId: string, facts: MediaFacts, at: number): Promise<readonly SettledOperation[]>
  /** An unfinished one, one that does not exist but is awaited, or (`lost`) a complete one whose bytes are gone. */
  failUpload(uploadId: string, failure: UploadFailure, at: number): Promise<readonly SettledOperation[]>
  /** Operations of the course (without one, of all) whose uploads had their fate before they were committed. */
  settleOperations(courseId?: string): Promise<readonly SettledOperation[]>

  /** The course with an operation that awaits it, if there is one. */
  findAwaiting(uploadId: string): Promise<string | undefined>
  /** The course's complete uploads: those referenced, and those of this user. */
  listUploads(courseId: string, userId: string): Promise<readonly CompleteUpload[]>
  /** A complete upload of the same bytes that this user may refer to. */
  findKnownUpload(
    courseId: string,
    file: { readonly sha256: string; readonly sizeBytes: number; readonly userId: string },
  ): Promise<CompleteUpload | undefined>
  /** Every upload there is, for the comparison with the bytes at the start. */
  listUploadStates(): Promise<readonly { readonly uploadId: string; readonly status: UploadState['status'] }[]>

  /**
   * Removes complete uploads that nothing refers to and failed ones, both finished before `before`, fails unfinished
   * ones that were not active since, and gives up on awaited ones that never came. A referenced one that is complete
   * stays for ever [U7].
   */
  sweepUploads(before: number, at: number): Promise<SweptUploads>
}

/** Who may go on with an upload or take its id: its creator and, once it is referenced, the whole course [U7]. */
export function mayUse(
  upload: Pick<StoredUpload, 'courseId' | 'userId' | 'isReferenced'>,
  { courseId, userId }: { readonly courseId: string; readonly userId: string },
): boolean {
  return upload.courseId === courseId && (upload.isReferenced || upload.userId === userId)
}

/**
 * What announcing an upload again does, the same for every engine: `known` goes on where it is, `created` begins anew.
 * A complete one is never replaced: others may refer to it.
 */
export function announcedAgain(upload: StoredUpload, announced: NewUpload): 'created' | 'known' | 'refused' {
  if (!mayUse(upload, announced)) return 'refused'
  if (upload.status === 'failed') return 'created'
  const { sizeBytes, expectedSha256 } = announced
  const sha256 = upload.status === 'complete' ? upload.facts.sha256 : upload.expectedSha256
  const isSameFile = sha256 === undefined || expectedSha256 === undefined || sha256 === expectedSha256
  if (upload.sizeBytes === sizeBytes && isSameFile) return 'known'
  return upload.status === 'complete' ? 'refused' : 'created'
}

export function finalDataOf({ uploadId, fileName, sizeBytes, facts }: CompleteUpload) {
  const finalData: (typeof finalDataSchema)['_zod']['output'] = {
    fileName,
    sizeBytes,
    ...facts,
    url: mediaUrlOf(uploadId),
  }
  return finalData
}
