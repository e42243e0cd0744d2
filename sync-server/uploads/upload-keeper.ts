/** Keeps rows and bytes in step: what a crash left is mended at the start, what nobody wants is swept once a day. */
import { isLecternError } from '../../course/errors.ts'
import type { CourseStore } from '../../persistence/course-store.ts'
import type { MediaStore } from '../../persistence/media-store.ts'
import type { UploadState } from '../../persistence/upload-store.ts'
import type { Clock, Timer } from '../seams.ts'
import type { Uploads } from './uploads.ts'

export interface UploadsLog {
  /** Uploads whose bytes were removed, and why. */
  uploadsRemoved(uploadIds: readonly string[], reason: 'swept' | 'without-row'): void
  uploadMended(uploadId: string, how: 'completed' | 'refused' | 'lost'): void
  bug(error: unknown): void
}

export interface UploadKeeperOptions {
  readonly uploads: Uploads
  readonly store: CourseStore
  readonly media: MediaStore
  readonly clock: Clock
  readonly log: UploadsLog
  /** How long what nothing refers to is kept after its last byte [U7]. */
  readonly expiryMs: number
}

const sweepEveryMs = 60 * 60_000
/** A full disk or a locked database passes; meanwhile an author waits. */
const settleAgainMs = 5000

export class UploadKeeper {
  readonly #options: UploadKeeperOptions
  #working: Promise<void> = Promise.resolve()
  #timer: Timer | undefined
  #settleTimer: Timer | undefined
  #isClosed = false

  constructor(options: UploadKeeperOptions) {
    this.#options = options
  }

  /** To be called before any request comes. What has arrived whole is completed beside them. */
  async start(): Promise<void> {
    const unfinished = await this.#mend()
    // Of a commit that the last process did not live to hear of, nobody else would tell.
    this.#run(() => this.settle())
    for (const uploadId of unfinished) this.#run(() => this.#completeIfWhole(uploadId))
    this.#run(() => this.#sweep())
    this.#sweepLater()
  }

  async close(): Promise<void> {
    this.#isClosed = true
    this.#timer?.cancel()
    this.#settleTimer?.cancel()
    await this.#working
  }

  /** After a commit that refers to uploads. Where the store is away it is tried until it works: nothing else would. */
  async settle(courseId?: string): Promise<void> {
    const { uploads, clock, log } = this.#options
    try {
      await uploads.settle(courseId)
    } catch (error) {
      if (!isLecternError(error)) log.bug(error)
      if (this.#isClosed) return
      this.#settleTimer ??= clock.after(settleAgainMs, () => {
        this.#settleTimer = undefined
        void this.settle()
      })
    }
  }

  /** One thing after another; a failure is logged and the next hour tries again. */
  #run(work: () => Promise<void>): void {
    this.#working = this.#working.then(work).catch((error: unknown) => this.#options.log.bug(error))
  }

  #sweepLater(): void {
    const { clock } = this.#options
    this.#timer = clock.after(sweepEveryMs, () => {
      this.#run(() => this.#sweep())
      this.#sweepLater()
    })
  }

  /** Beside requests: a full disk has no room for what it writes, and keeps nobody from reading. */
  async #sweep(): Promise<void> {
    const { uploads, clock, log, expiryMs } = this.#options
    await this.settle()
    const gone = await uploads.sweep(clock.now() - expiryMs)
    if (gone.length > 0) log.uploadsRemoved(gone, 'swept')
  }

  /** @returns the uploads that are unfinished by their rows */
  async #mend(): Promise<readonly string[]> {
    const { store, media } = this.#options
    const files = await media.list()
    const rows = new Map((await store.listUploadStates()).map(({ uploadId, status }) => [uploadId, status]))
    await this.#removeOrphans(files.keys(), rows)
    const idsWith = (asked: UploadState['status']) =>
      [...rows].filter(([, status]) => status === asked).map(([id]) => id)
    for (const uploadId of idsWith('complete')) if (!files.get(uploadId)?.isFinished) await this.#lose(uploadId)
    return idsWith('uploading')
  }

  /** Removed between the row and the bytes, or failed and not yet cleared away. */
  async #removeOrphans(files: Iterable<string>, rows: ReadonlyMap<string, UploadState['status']>): Promise<void> {
    const { media, log } = this.#options
    const orphans = [...files].filter(uploadId => [undefined, 'failed'].includes(rows.get(uploadId)))
    for (const uploadId of orphans) await media.remove(uploadId)
    if (orphans.length > 0) log.uploadsRemoved(orphans, 'without-row')
  }

  async #lose(uploadId: string): Promise<void> {
    await this.#options.uploads.lose(uploadId)
    this.#options.log.uploadMended(uploadId, 'lost')
  }

  async #completeIfWhole(uploadId: string): Promise<void> {
    if (this.#isClosed) return
    const { uploads, store, media, log } = this.#options
    const upload = await store.findUpload(uploadId)
    const stored = await media.find(uploadId)
    if (upload?.status !== 'uploading' || stored?.storedBytes !== upload.sizeBytes) return
    try {
      await uploads.complete(upload)
      log.uploadMended(uploadId, 'completed')
    } catch (error) {
      if (!isLecternError(error) || error.retryable) throw error
      log.uploadMended(uploadId, 'refused')
    }
  }
}
