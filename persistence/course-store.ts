/** The server's port for courses. */
import type { Chapter, CourseInfo, Video } from '../course/model.ts'
import type { CourseDetails, CourseList } from '../course/wire/http.ts'
import type { LedgerEntry, StoredOperation } from './ledger.ts'
import type { UploadReference, UploadStore } from './upload-store.ts'

/** One update as received, with what it brings: both computed by the gate, both in Yjs's V1 encoding. */
export interface CourseUpdate {
  readonly bytes: Uint8Array<ArrayBuffer>
  /** For each client with structs in the update, the clock after its last struct. */
  readonly stateVector: Uint8Array<ArrayBuffer>
  readonly deleteSet: Uint8Array<ArrayBuffer>
}

/** Entities whose relational rows changed, whole, as the document has them after the update. */
export interface RowChanges {
  readonly course?: CourseInfo
  readonly chapters: readonly Chapter[]
  readonly videos: readonly Video[]
}

/** The first writer of a clientID binds it: nobody else may write under it. */
export interface ClientBinding {
  readonly clientId: number
  readonly userId: string
  /** The name its author last used, for wording. */
  readonly name: string
}

/** A change in an update that no command of a record names [A7]. */
export interface UnclaimedChange {
  readonly entity: 'course' | 'chapter' | 'video'
  readonly id: string
  readonly fields: readonly string[]
}

/** One update with all that follows from it: stored whole or not at all. */
export interface CourseCommit {
  readonly courseId: string
  /** The revision and epoch it was derived from; `null` for a course that does not exist yet. */
  readonly expected: { readonly revision: number; readonly epoch: string | null }
  /** The course's epoch if this commit creates it. */
  readonly newEpoch: string
  /** Absent: only ledger entries (rejections) are stored, the revision is not raised, and `expected` is not compared. */
  readonly update?: CourseUpdate
  readonly rows: RowChanges
  readonly operations: readonly LedgerEntry[]
  readonly clients: readonly ClientBinding[]
  /** Who sent it: the session's identity. */
  readonly userId: string
  /** If this commit creates the course, who owns it from then on; absent where nobody signs in. */
  readonly owner?: string
  readonly unclaimed: readonly UnclaimedChange[]
  /** Uploads that its videos refer to from now on. Its operations that await some are `committed`; see `settleOperations`. */
  readonly uploads?: readonly UploadReference[]
  /** ms since 1970, the server's clock. */
  readonly at: number
}

export type CommitResult =
  /** Durable. `revision` is the course's after it; no epoch where only a rejection is known of the course. */
  | { readonly status: 'committed'; readonly epoch: string | null; readonly revision: number }
  /** An operationId was in the ledger already: nothing of this commit was stored. The entries it met. */
  | { readonly status: 'duplicate'; readonly operations: readonly StoredOperation[] }
  /** Not derived from the course's present revision or epoch: nothing of this commit was stored. */
  | { readonly status: 'stale'; readonly epoch: string | null; readonly revision: number }

export interface StoredUpdate extends CourseUpdate {
  /** The revision it leads to. A snapshot holds everything up to its revision. */
  readonly revision: number
  readonly isSnapshot: boolean
}

/** What a room needs to know of a course to serve readers: no document is loaded for it. */
export interface CourseSummary {
  readonly epoch: string
  readonly revision: number
  readonly deletedAt?: number
  /** Of the newest snapshot and of each update after it; to be merged by the reader. */
  readonly stateVectors: readonly Uint8Array[]
  readonly deleteSets: readonly Uint8Array[]
  readonly clients: readonly ClientBinding[]
  /** Bytes of the newest snapshot and of the updates after it, and how many updates those are. */
  readonly storedBytes: number
  readonly updatesSinceSnapshot: number
}

/** Where committed courses live. Every driver passes test/persistence/course-store-contract.ts. */
export interface CourseStore extends UploadStore {
  /**
   * Stores each commit of the group whole or not at all, in order, in one durable write. Resolves only when the data
   * survives power loss; one result for each commit. Commits of one course may follow each other in a group: the
   * second expects the revision after the first.
   * Before an update is written its operationIds are looked up in the ledger: one that is there makes `duplicate`
   * [A4]. Rejections of operations that are there already are not written again (also `duplicate`).
   *
   * @throws {LecternError} `store-unavailable`, `store-full`: nothing of the group was stored, or it is unknown
   *   whether it was; the caller forgets what it has in memory and loads again.
   */
  commit(group: readonly CourseCommit[]): Promise<readonly CommitResult[]>

  /** Undefined: no commit has made this course (revision 0 counts as none). Sees every commit that has resolved. */
  loadSummary(courseId: string): Promise<CourseSummary | undefined>

  /**
   * The updates after `revision`, in order; where the log does not reach back that far, the newest snapshot and
   * what follows it. `revision` 0: the newest snapshot, if any, and what follows it. Sees every commit that has resolved.
   */
  loadUpdates(courseId: string, revision: number): Promise<readonly StoredUpdate[]>

  /** Writes a snapshot of everything up to the present revision, compacted through a document, off the caller's thread. */
  compact(courseId: string): Promise<void>

  listCourses(): Promise<CourseList['courses']>
  /** From the relational rows: live chapters in order with their live videos in order, and what is unfiled [C3]. */
  readCourse(courseId: string): Promise<CourseDetails | undefined>
  /**
   * The course as it was at that revision, from the log [P5]: `CourseVersion` as JSON in UTF-8, made off the caller's
   * thread and beside the commits. Undefined: no such course, no such revision yet, or the log does not reach back to it.
   */
  readVersion(courseId: string, revision: number): Promise<Uint8Array<ArrayBuffer> | undefined>
  /** Trash and back: a fact of the server, not of the document. Durable when resolved. Unknown course: false. */
  setDeleted(courseId: string, deletedAt: number | null): Promise<boolean>

  /** Newest first: those below revision `before` (all, without it), at most `limit`, never splitting a revision. */
  readOperations(
    courseId: string,
    page: { readonly before?: number; readonly limit: number },
  ): Promise<{ readonly operations: readonly StoredOperation[]; readonly next?: number }>
  findOperations(courseId: string, operationIds: readonly string[]): Promise<readonly StoredOperation[]>
  /** The device's newest operations in this course, newest first. */
  recentOperations(courseId: string, device: string, limit: number): Promise<readonly StoredOperation[]>

  /** Resolves when the store can read and write. @throws {LecternError} `store-unavailable` */
  check(): Promise<void>
  /** Waits for what is under way. Safe to call twice. */
  close(): Promise<void>
}
