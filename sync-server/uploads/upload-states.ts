/** What everybody in a course is shown of its uploads: `uploads` of the server's awareness state, from what is stored [U3]. */
import type { z } from 'zod/mini'
import type { uploadStateSchema } from '../../course/wire/ack.ts'
import type { StoredUpload } from '../../persistence/upload-store.ts'
import type { Clock, Timer } from '../seams.ts'

export type UploadProgress = z.infer<typeof uploadStateSchema>

interface Shown {
  readonly state: UploadProgress
  readonly expiry: Timer
}

/** A frame carries the acks too: four a second are smooth enough. */
const tellDelayMs = 250
/** A course shows so many, the newest ones. */
const mostShown = 100
/** An upload that nobody goes on with is shown no more. */
const idleMs = 10 * 60_000
const finishedMs = 60_000

export class UploadStates {
  readonly #clock: Clock
  readonly #tell: (courseId: string) => void
  readonly #courses = new Map<string, Map<string, Shown>>()
  readonly #told = new Map<string, Timer>()

  /** @param tell called for a course at most four times a second */
  constructor(clock: Clock, tell: (courseId: string) => void) {
    this.#clock = clock
    this.#tell = tell
  }

  set({ courseId, videoId }: { readonly courseId: string; readonly videoId: string }, state: UploadProgress): void {
    const shown = this.#courses.get(courseId) ?? new Map<string, Shown>()
    this.#courses.set(courseId, shown)
    const isFinished = state.status === 'complete' || state.status === 'failed'
    this.#remove(courseId, videoId)
    const expiry = this.#clock.after(isFinished ? finishedMs : idleMs, () => {
      this.#remove(courseId, videoId)
      if (shown.size === 0) this.#courses.delete(courseId)
      this.#tellSoon(courseId)
    })
    shown.set(videoId, { state, expiry })
    const [oldest] = shown.keys()
    if (oldest !== undefined && shown.size > mostShown) this.#remove(courseId, oldest)
    this.#tellSoon(courseId)
  }

  /** Of one that is not complete: so many of its bytes are stored. */
  setStored(upload: StoredUpload, storedBytes: number): void {
    const status = upload.status === 'failed' ? 'failed' : 'uploading'
    this.set(upload, { progress: progressOf(storedBytes, upload.sizeBytes), status })
  }

  /** JSON text of the `uploads` object of a server state. */
  textOf(courseId: string): string {
    const shown = this.#courses.get(courseId)
    if (!shown) return '{}'
    return JSON.stringify(Object.fromEntries([...shown].map(([videoId, { state }]) => [videoId, state])))
  }

  close(): void {
    for (const timer of this.#told.values()) timer.cancel()
    for (const shown of this.#courses.values()) for (const { expiry } of shown.values()) expiry.cancel()
  }

  #remove(courseId: string, videoId: string): void {
    const shown = this.#courses.get(courseId)
    shown?.get(videoId)?.expiry.cancel()
    shown?.delete(videoId)
  }

  #tellSoon(courseId: string): void {
    if (this.#told.has(courseId)) return
    const timer = this.#clock.after(tellDelayMs, () => {
      this.#told.delete(courseId)
      this.#tell(courseId)
    })
    this.#told.set(courseId, timer)
  }
}

/** Below 100 until the file is verified and committed [U3]. */
export function progressOf(storedBytes: number, sizeBytes: number): number {
  return Math.min(99, Math.floor((100 * storedBytes) / sizeBytes))
}
