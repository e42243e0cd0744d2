/** The part of the memory store that knows uploads. */
import type { UploadFailure } from '../../course/upload.ts'
import type { MediaFacts, NewUpload, UploadStore } from '../upload-store.ts'
import { type Ledger, MemoryUploads } from './uploads.ts'

export class MemoryUploadStore implements UploadStore {
  protected readonly uploads: MemoryUploads

  constructor(ledger: Ledger) {
    this.uploads = new MemoryUploads(ledger)
  }

  async createUpload(upload: NewUpload) {
    return this.uploads.create(upload)
  }

  async findUpload(uploadId: string) {
    return this.uploads.find(uploadId)
  }

  async touchUpload(uploadId: string, activeAt: number) {
    this.uploads.touch(uploadId, activeAt)
  }

  async completeUpload(uploadId: string, facts: MediaFacts, at: number) {
    return this.uploads.complete(uploadId, facts, at)
  }

  async failUpload(uploadId: string, failure: UploadFailure, at: number) {
    return this.uploads.fail(uploadId, failure, at)
  }

  async settleOperations(courseId?: string) {
    return this.uploads.settle(awaited => courseId === undefined || awaited.courseId === courseId)
  }

  async findAwaiting(uploadId: string) {
    return this.uploads.findAwaiting(uploadId)
  }

  async listUploads(courseId: string, userId: string) {
    return this.uploads.listComplete(courseId, userId)
  }

  async findKnownUpload(courseId: string, file: Parameters<UploadStore['findKnownUpload']>[1]) {
    const { sha256, sizeBytes, userId } = file
    const usable = this.uploads.listComplete(courseId, userId)
    return usable.find(upload => upload.facts.sha256 === sha256 && upload.sizeBytes === sizeBytes)
  }

  async listUploadStates() {
    return this.uploads.all.map(({ uploadId, status }) => ({ uploadId, status }))
  }

  async sweepUploads(before: number, at: number) {
    return this.uploads.sweep(before, at)
  }
}
