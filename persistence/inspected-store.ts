/** The port for who looks after a data folder: everything in it as it stands, right or wrong. */
import type { Course } from '../course/model.ts'
import type { StoredUpdate } from './course-store.ts'
import type { StoredOperation } from './ledger.ts'
import type { StoredUpload } from './upload-store.ts'

/** `isSound`: its bytes are, as far as can be told, those that were committed. */
export type InspectedUpdate = StoredUpdate & { readonly isSound: boolean }

/** One course, all of it from one moment. To be used only inside `inspect`. */
export interface InspectedCourse {
  readonly courseId: string
  /** 0: no course, only rejections of what would have begun one. */
  readonly revision: number
  readonly epoch: string | null
  /** How many operations the course's row says that there are. */
  readonly operationCount: number
  /** What the relational rows say. */
  readonly rows: Course
  /** The newest one; `sizeBytes` is what its row says. */
  readonly snapshot?: InspectedUpdate & { readonly sizeBytes: number }
  /** Operations that await uploads. */
  readonly awaiting: ReadonlySet<string>
  /** The log, in order. */
  updates(): Iterable<InspectedUpdate>
  /** The ledger, in order. */
  operations(): Iterable<StoredOperation>
}

export interface StoreFacts {
  /** Name and version, for people. */
  readonly engine: string
  readonly schema: number
  /** Of what is committed and not yet in its final place. */
  readonly logBytes: number
}

export interface StoreCounts {
  readonly courses: number
  readonly updates: number
  readonly operations: number
  readonly uploads: number
}

/**
 * Reads beside a running server and holds up none of its commits. Writing needs the folder for itself.
 *
 * All methods @throws {LecternError} `store-corrupt`, `store-unavailable`; whatever the stored JSON makes a parser throw
 */
export interface InspectedStore {
  /** What the engine finds wrong with its own files, a line each. */
  findDamage(): readonly string[]
  facts(): StoreFacts
  count(): StoreCounts
  listCourses(): readonly string[]
  inspect<Result>(courseId: string, read: (course: InspectedCourse) => Result): Result
  listUploads(): readonly StoredUpload[]
  findUpload(uploadId: string): StoredUpload | undefined
  /** Makes the relational rows say this, in one durable transaction. The log and the ledger stay as they are. */
  writeRows(courseId: string, course: Course): void
  close(): void
}
