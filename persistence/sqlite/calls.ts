/** What the server's thread asks of the store's threads. Everything here can be cloned and is cheap to clone. */
import type { SQLInputValue, SQLOutputValue } from 'node:sqlite'
import type { CourseList } from '../../course/wire/http.ts'
import type { CommitResult, CourseSummary, CourseUpdate, StoredUpdate } from '../course-store.ts'
import type { CompleteUpload, StoredUpload, SweptUploads, UploadReference, UploadStore } from '../upload-store.ts'
import type { AccessReaderCalls, AccessWriterCalls } from './access-calls.ts'

/** Values in the order of their statement's parameters. */
export type Row = readonly SQLInputValue[]
/** A row of `operations`; its JSON is parsed by who asked. */
export type OperationRow = Readonly<Record<string, SQLOutputValue>>

/** A commit whose rows are ready to be bound: the writer thread neither parses nor builds anything. */
export interface EncodedCommit {
  readonly courseId: string
  readonly revision: number
  readonly epoch: string | null
  readonly newEpoch: string
  readonly at: number
  readonly userId: string
  readonly owner?: string
  readonly update?: CourseUpdate
  /** title, language, description */
  readonly course?: Row
  readonly chapters: readonly Row[]
  readonly videos: readonly Row[]
  readonly clients: readonly Row[]
  readonly unclaimed: readonly Row[]
  readonly operationIds: readonly string[]
  /** Without the course, revision, number and time that the writer adds. */
  readonly operations: readonly Row[]
  readonly uploads?: readonly UploadReference[]
}

export type EncodedResult =
  | Exclude<CommitResult, { status: 'duplicate' }>
  | { readonly status: 'duplicate'; readonly operations: readonly OperationRow[] }

/** One call: what is sent and what is answered. */
export type Calls = Record<string, { readonly request: unknown; readonly response: unknown }>

export type WriterCalls = {
  commit: { request: readonly EncodedCommit[]; response: readonly EncodedResult[] }
  setDeleted: { request: { courseId: string; deletedAt: number | null }; response: boolean }
  check: { request: null; response: null }
  /** Pages in the log, whether they are in the database already or not. */
  measureLog: { request: null; response: number }
  checkpoint: { request: null; response: null }
  writeSnapshotPart: { request: SnapshotPart; response: null }
  finishSnapshot: { request: SnapshotRow; response: null }
  deleteOtherPart: { request: { courseId: string; revision: number }; response: boolean }
} & UploadWriterCalls &
  AccessWriterCalls

/** A method of the port as a call: its arguments, and what it resolves with. */
type CallOf<Method extends keyof UploadStore> = {
  request: Parameters<UploadStore[Method]>
  response: Awaited<ReturnType<UploadStore[Method]>>
}

export type UploadWriterCalls = {
  createUpload: CallOf<'createUpload'>
  touchUpload: { request: Parameters<UploadStore['touchUpload']>; response: null }
  completeUpload: CallOf<'completeUpload'>
  failUpload: CallOf<'failUpload'>
  settleOperations: CallOf<'settleOperations'>
  sweepUploads: { request: Parameters<UploadStore['sweepUploads']>; response: SweptUploads }
}

export type UploadReaderCalls = {
  findUpload: { request: Parameters<UploadStore['findUpload']>; response: StoredUpload | undefined }
  findAwaiting: CallOf<'findAwaiting'>
  listUploads: { request: Parameters<UploadStore['listUploads']>; response: readonly CompleteUpload[] }
  findKnownUpload: CallOf<'findKnownUpload'>
  listUploadStates: CallOf<'listUploadStates'>
}

export interface SnapshotPart {
  readonly courseId: string
  readonly revision: number
  readonly part: number
  readonly bytes: Uint8Array<ArrayBuffer>
}

export interface SnapshotRow extends Omit<CourseUpdate, 'bytes'> {
  readonly courseId: string
  readonly revision: number
  readonly sizeBytes: number
}

export interface CompactedCourse {
  /** Of the snapshot that this one replaces. */
  readonly previousRevision: number | null
  readonly revision: number
  readonly snapshot: CourseUpdate
}

export type ReaderCalls = {
  loadSummary: { request: string; response: CourseSummary | undefined }
  loadUpdates: { request: { courseId: string; revision: number }; response: readonly StoredUpdate[] }
  listCourses: { request: null; response: CourseList['courses'] }
  /** JSON of CourseDetails: parsing it takes a third of cloning it. */
  readCourse: { request: string; response: string | undefined }
  readOperations: {
    request: { courseId: string; before: number | undefined; limit: number }
    response: { operations: readonly OperationRow[]; next: number | undefined }
  }
  findOperations: { request: { courseId: string; operationIds: readonly string[] }; response: readonly OperationRow[] }
  recentOperations: {
    request: { courseId: string; device: string; limit: number }
    response: readonly OperationRow[]
  }
  check: { request: null; response: null }
} & UploadReaderCalls &
  AccessReaderCalls

export type KeeperCalls = {
  compact: { request: string; response: CompactedCourse | undefined }
  readVersion: { request: { courseId: string; revision: number }; response: Uint8Array<ArrayBuffer> | undefined }
  checkpoint: { request: null; response: null }
}

export interface Request {
  readonly id: number
  readonly kind: string
  readonly request: unknown
}
