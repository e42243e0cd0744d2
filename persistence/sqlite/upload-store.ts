/** The part of the store that knows uploads: each method is a call to a thread. */
import type { MediaFacts, NewUpload, UploadStore } from '../upload-store.ts'
import type { ReaderCalls, WriterCalls } from './calls.ts'
import type { StoreThread } from './store-thread.ts'

type Failure = Parameters<UploadStore['failUpload']>[1]

export class SqliteUploadStore implements UploadStore {
  readonly #writer: StoreThread<WriterCalls>
  readonly #reader: StoreThread<ReaderCalls>

  constructor(writer: StoreThread<WriterCalls>, reader: StoreThread<ReaderCalls>) {
    this.#writer = writer
    this.#reader = reader
  }

  createUpload(upload: NewUpload) {
    return this.#writer.call('createUpload', [upload])
  }

  findUpload(uploadId: string) {
    return this.#reader.call('findUpload', [uploadId])
  }

  async touchUpload(uploadId: string, activeAt: number): Promise<void> {
    await this.#writer.call('touchUpload', [uploadId, activeAt])
  }

  completeUpload(uploadId: string, facts: MediaFacts, at: number) {
    return this.#writer.call('completeUpload', [uploadId, facts, at])
  }

  failUpload(uploadId: string, failure: Failure, at: number) {
    return this.#writer.call('failUpload', [uploadId, failure, at])
  }

  settleOperations(courseId?: string) {
    return this.#writer.call('settleOperations', [courseId])
  }

  findAwaiting(uploadId: string) {
    return this.#reader.call('findAwaiting', [uploadId])
  }

  listUploads(courseId: string, userId: string) {
    return this.#reader.call('listUploads', [courseId, userId])
  }

  findKnownUpload(courseId: string, file: Parameters<UploadStore['findKnownUpload']>[1]) {
    return this.#reader.call('findKnownUpload', [courseId, file])
  }

  listUploadStates() {
    return this.#reader.call('listUploadStates', [])
  }

  sweepUploads(before: number, at: number) {
    return this.#writer.call('sweepUploads', [before, at])
  }
}
