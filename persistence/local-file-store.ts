/** The browser's port for files that were chosen to be uploaded: what is known of each, and its bytes [U1]. */

/** `complete`: the server has verified it. `failed`: `failure` says why, and the author may try again. */
export type LocalFileStatus = 'open' | 'paused' | 'complete' | 'failed' | 'cancelled'

export interface LocalFile {
  readonly uploadId: string
  readonly courseId: string
  readonly videoId: string
  readonly fileName: string
  readonly sizeBytes: number
  /** As the browser guesses by its name; may be empty. */
  readonly type: string
  /** ms since 1970: of the file on the author's disk. */
  readonly lastModified: number
  /** ms since 1970, this device's clock. */
  readonly chosenAt: number
  readonly status: LocalFileStatus
  /** A code; with `failed` only. */
  readonly failure?: string
  /** Lower-case hexadecimal. Once it stands here, the server may have been told of the upload. */
  readonly sha256?: string
  /** What the server had when it was last heard of. */
  readonly storedBytes?: number
  /** Its author has chosen it once more: its bytes may be others than those of `sha256`. */
  readonly isChosenAgain?: boolean
  /** There was no room for its bytes: only the tab that it was chosen in has them. */
  readonly isInTab?: boolean
}

/** What may change of a file after it was chosen. */
export type LocalFileChange = Partial<Pick<LocalFile, 'status' | 'failure' | 'sha256' | 'storedBytes'>>

/** With another status, the failure of the one before is gone. */
export function changedFile({ failure, ...file }: LocalFile, change: LocalFileChange): LocalFile {
  return { ...file, ...(change.status === undefined && failure !== undefined && { failure }), ...change }
}

export interface LeaseRequest {
  readonly name: string
  /** Whoever asks: a tab. */
  readonly holder: string
  /** ms since 1970, this device's clock. */
  readonly now: number
  readonly until: number
}

/**
 * One for all courses. Writes are first in, first out, resolve when they are on disk (durability `strict`), and store
 * all of what they say or nothing. One that failed does not stop the next.
 *
 * Every driver passes test/persistence/local-file-store-contract.ts.
 *
 * All methods @throws {LecternError} `store-full` (quota), `store-unavailable` (anything else the database refused,
 * a file that cannot be read among it)
 */
export interface LocalFileStore {
  /** Stores the record and a copy of the bytes; without them the record alone. Replaces both where they are there. */
  keep(file: LocalFile, bytes?: Blob): Promise<void>
  /** In the order they were chosen. */
  list(courseId: string): Promise<readonly LocalFile[]>
  find(uploadId: string): Promise<LocalFile | undefined>
  /** Undefined: never kept, or no longer. What it returns may still refuse to be read, where the disk has lost it. */
  readBytes(uploadId: string): Promise<Blob | undefined>
  /** Nothing happens where there is no such file: what is released stays so. */
  change(uploadId: string, change: LocalFileChange): Promise<void>
  /** Removes records and bytes; what is not there is passed over. */
  release(uploadIds: readonly string[]): Promise<void>

  /** Takes the lease, or prolongs it. False: somebody else has it, and their time has not run out. */
  takeLease(request: LeaseRequest): Promise<boolean>
  /** Only the holder's is dropped. */
  dropLease(name: string, holder: string): Promise<void>

  /** Called with the course when another tab has kept, changed or released files of it. Returns how to stop. */
  subscribe(listener: (courseId: string) => void): () => void
  /** Waits for what is under way. */
  close(): Promise<void>
}
