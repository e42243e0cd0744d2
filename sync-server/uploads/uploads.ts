/** An upload's life: announced, taken in, verified, moved into place, committed, told. */
import { isLecternError, LecternError } from '../../course/errors.ts'
import type { GivenUpReason, UploadFailure } from '../../course/upload.ts'
import type { CourseStore } from '../../persistence/course-store.ts'
import { passFailpoint } from '../../persistence/failpoint.ts'
import type { MediaStore } from '../../persistence/media-store.ts'
import {
  announcedAgain,
  type NewUpload,
  type SettledOperation,
  type StoredUpload,
} from '../../persistence/upload-store.ts'
import type { Clock } from '../seams.ts'
import { assertMayEdit, type EditRights } from './edit-rights.ts'
import { type IncomingBytes, limited } from './incoming-bytes.ts'
import { MediaFactsReader } from './media-facts.ts'
import { findOwnUpload, unknownUpload } from './own-upload.ts'
import { progressOf, UploadStates } from './upload-states.ts'
import { UploadTurns } from './upload-turns.ts'
import { verifyUpload } from './verify-upload.ts'

export interface UploadsOptions {
  readonly store: CourseStore
  readonly media: MediaStore
  readonly clock: Clock
  readonly rights: EditRights
  /** Something that `stateText` says has changed: at most four times a second. */
  readonly onProgress: (courseId: string) => void
  /** Operations that became `stored`. */
  readonly onSettled: (settled: readonly SettledOperation[]) => void
}

export interface FoundUpload {
  readonly upload: StoredUpload
  /** These survive power loss. */
  readonly storedBytes: number
}

/** Who gives an upload up, and why. */
export interface GivingUp {
  readonly userId: string
  readonly reason: GivenUpReason
}

/** Uploads that are active tell the store so no more often. */
const touchMs = 60 * 60_000

export class Uploads {
  readonly #options: UploadsOptions
  readonly #states: UploadStates
  readonly #facts: MediaFactsReader
  readonly #turns = new UploadTurns()
  readonly #completing = new Map<string, Promise<void>>()

  constructor(options: UploadsOptions) {
    this.#options = options
    this.#states = new UploadStates(options.clock, options.onProgress)
    this.#facts = new MediaFactsReader(options.clock)
  }

  /** JSON text of the `uploads` object of a course's server state. */
  stateText(courseId: string): string {
    return this.#states.textOf(courseId)
  }

  /** Begins an upload, or finds it begun. @throws {LecternError} `not-allowed`, `course-deleted`, what the store throws */
  async announce(announced: Omit<NewUpload, 'activeAt'>): Promise<StoredUpload> {
    const { clock, rights } = this.#options
    assertMayEdit(await rights.standingOf(announced))
    await this.#assertNotDeleted(announced.courseId)
    const upload = { ...announced, activeAt: clock.now() }
    return this.#turns.take(upload.uploadId, () => this.#create(upload))
  }

  /** One that has all its bytes is completed first. @throws {LecternError} `unknown-upload`: none, or somebody else's */
  async find(uploadId: string, userId: string): Promise<FoundUpload> {
    const upload = await this.#findKept(uploadId, userId)
    if (upload.status === 'complete') return { upload, storedBytes: upload.sizeBytes }
    const storedBytes = (await this.#options.media.find(uploadId))?.storedBytes ?? 0
    if (upload.status === 'uploading' && storedBytes === upload.sizeBytes) await this.complete(upload)
    return { upload, storedBytes }
  }

  /**
   * @returns the bytes stored then, all of them durable; the upload is complete if that is all of it
   * @throws {LecternError} `wrong-offset`, `wrong-checksum`, `wrong-type`, `wrong-hash`, `store-full` and others of the stores
   */
  async take(uploadId: string, userId: string, incoming: IncomingBytes): Promise<number> {
    const { media, rights } = this.#options
    const upload = await this.#findKept(uploadId, userId)
    if (upload.status !== 'uploading') throw new LecternError('wrong-offset', 'all of it is here')
    const { offset, bytes, confirm, stop } = incoming
    const release = await rights.hold({ courseId: upload.courseId, userId }, () => stop?.())
    const appended = media.append(uploadId, {
      offset,
      bytes: limited(bytes, upload.sizeBytes - offset),
      onStored: stored => this.#states.setStored(upload, stored),
      ...(confirm && { confirm }),
    })
    const storedBytes = await appended.finally(release)
    if (storedBytes === upload.sizeBytes) await this.complete(upload)
    return storedBytes
  }

  /** Of one that is not complete, or that is only awaited. @throws {LecternError} `unknown-upload`, `not-allowed` */
  cancel(uploadId: string, givingUp: GivingUp): Promise<void> {
    return this.#turns.take(uploadId, () => this.#cancel(uploadId, givingUp))
  }

  /** Verifies, moves and commits what has arrived whole. @throws {LecternError} `wrong-type`, `wrong-hash`, of the stores */
  complete({ uploadId }: StoredUpload): Promise<void> {
    const running = this.#completing.get(uploadId)
    if (running) return running
    const turn = this.#turns.take(uploadId, () => this.#complete(uploadId))
    const completing = turn.finally(() => this.#completing.delete(uploadId))
    this.#completing.set(uploadId, completing)
    return completing
  }

  /** After a commit that refers to uploads: some may have been complete before. */
  async settle(courseId?: string): Promise<void> {
    this.#options.onSettled(await this.#options.store.settleOperations(courseId))
  }

  /** The row says complete and the bytes are gone: it may be uploaded again. */
  lose(uploadId: string): Promise<void> {
    return this.#turns.take(uploadId, () => this.#fail({ uploadId }, 'lost'))
  }

  /** Removes what time has taken away, everywhere. @param before ms since 1970 @returns whose bytes are gone */
  async sweep(before: number): Promise<readonly string[]> {
    const { store, clock, onSettled } = this.#options
    const { removed, expired, settled } = await store.sweepUploads(before, clock.now())
    onSettled(settled)
    const gone: string[] = []
    for (const uploadId of [...removed, ...expired])
      if (await this.#turns.take(uploadId, () => this.#clear(uploadId))) gone.push(uploadId)
    return gone
  }

  async close(): Promise<void> {
    this.#states.close()
    await Promise.allSettled(this.#completing.values())
  }

  async #create(upload: NewUpload): Promise<StoredUpload> {
    const { store, media } = this.#options
    const { uploadId } = upload
    const known = await store.findUpload(uploadId)
    // What is left of a failed one, or of a file that has changed since: gone before the new one counts.
    if (!known || announcedAgain(known, upload) === 'created') await this.#removeBytes(uploadId, known)
    const result = await store.createUpload(upload)
    passFailpoint('upload-announced')
    const created = result === 'refused' ? undefined : await store.findUpload(uploadId)
    if (!created) throw new LecternError('not-allowed', 'this id belongs to another upload')
    const stored = await media.find(uploadId)
    if (created.status === 'uploading') this.#states.setStored(created, stored?.storedBytes ?? 0)
    return created
  }

  async #cancel(uploadId: string, { userId, reason }: GivingUp): Promise<void> {
    const { store, rights } = this.#options
    const courseId = await store.findAwaiting(uploadId)
    const upload = await store.findUpload(uploadId)
    if (!upload && courseId !== undefined) {
      assertMayEdit(await rights.standingOf({ courseId, userId }))
      return this.#fail({ uploadId }, reason)
    }
    const own = await this.#findOwn(uploadId, userId)
    if (own.status === 'complete') throw new LecternError('not-allowed', 'it is complete')
    await this.#fail(own, reason)
  }

  async #complete(uploadId: string): Promise<void> {
    const { store, media, clock, onSettled } = this.#options
    const upload = await store.findUpload(uploadId)
    if (upload?.status === 'complete') return
    // Given up, or expired, since its last byte came.
    if (upload?.status !== 'uploading') throw unknownUpload()
    const { sizeBytes } = upload
    this.#states.set(upload, { progress: progressOf(sizeBytes, sizeBytes), status: 'verifying' })
    try {
      const facts = await verifyUpload(upload, { media, facts: this.#facts })
      passFailpoint('upload-verified')
      await media.finish(uploadId)
      const settled = await store.completeUpload(uploadId, facts, clock.now())
      passFailpoint('upload-row-committed')
      this.#states.set(upload, { progress: 100, status: 'complete' })
      onSettled(settled)
    } catch (error) {
      const isRefused = isLecternError(error) && (error.code === 'wrong-type' || error.code === 'wrong-hash')
      if (isRefused) await this.#fail(upload, error.code as UploadFailure)
      throw error
    }
  }

  /** First the row, then the bytes: what a crash leaves between them is found at the next start. */
  async #fail(upload: Pick<StoredUpload, 'uploadId'> | StoredUpload, failure: UploadFailure): Promise<void> {
    const { store, media, clock, onSettled } = this.#options
    const settled = await store.failUpload(upload.uploadId, failure, clock.now())
    passFailpoint('upload-failed')
    if ('videoId' in upload) this.#states.set(upload, { progress: 0, status: 'failed' })
    onSettled(settled)
    await media.remove(upload.uploadId)
  }

  /** What a sweep has left, unless it was announced again meanwhile: the bytes are those of the new one then [U2]. */
  async #clear(uploadId: string): Promise<boolean> {
    const upload = await this.#options.store.findUpload(uploadId)
    if (upload && upload.status !== 'failed') return false
    await this.#removeBytes(uploadId, upload)
    return true
  }

  /** It may be shown as further on its way, where it could not be completed: whatever comes of it, no longer [U3]. */
  async #removeBytes(uploadId: string, known: StoredUpload | undefined): Promise<void> {
    if (known) this.#states.setStored(known, 0)
    await this.#options.media.remove(uploadId)
  }

  /** Whoever goes on with it keeps it from expiring. */
  async #findKept(uploadId: string, userId: string): Promise<StoredUpload> {
    const { store, clock } = this.#options
    const upload = await this.#findOwn(uploadId, userId)
    if (upload.status !== 'uploading' || clock.now() - upload.activeAt < touchMs) return upload
    await store.touchUpload(uploadId, clock.now())
    // A sweep may have been first.
    return this.#findOwn(uploadId, userId)
  }

  #findOwn(uploadId: string, userId: string): Promise<StoredUpload> {
    return findOwnUpload(this.#options, { uploadId, userId })
  }

  async #assertNotDeleted(courseId: string): Promise<void> {
    const summary = await this.#options.store.loadSummary(courseId)
    if (summary?.deletedAt !== undefined) throw new LecternError('course-deleted', 'the course is in the trash')
  }
}
