/** How far the uploads of the course are, by what the server has stored of them [U3]: everybody's, by their videos. */
import type { ServerState } from '../../course/wire/ack.ts'

export type ServerUpload = ServerState['uploads'][string]

/** The screen's side of it. Apart from the session's state: a percent more does not draw the outline again. */
export interface SessionUploads {
  /** By video. One that did not change is the same object as before. */
  getUploads(): ReadonlyMap<string, ServerUpload>
  subscribe(listener: () => void): () => void
}

const none: ReadonlyMap<string, ServerUpload> = new Map()

export class ServerUploads implements SessionUploads {
  readonly #listeners = new Set<() => void>()
  #uploads = none

  getUploads(): ReadonlyMap<string, ServerUpload> {
    return this.#uploads
  }

  subscribe(listener: () => void): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  heard(uploads: ServerState['uploads']): void {
    const before = this.#uploads
    const next = new Map<string, ServerUpload>()
    for (const [videoId, upload] of Object.entries(uploads)) next.set(videoId, same(before.get(videoId), upload))
    const hasChanged =
      next.size !== before.size || [...next].some(([videoId, upload]) => before.get(videoId) !== upload)
    if (hasChanged) this.#become(next)
  }

  /** What was heard last is not true for long. */
  disconnected(): void {
    if (this.#uploads.size > 0) this.#become(none)
  }

  close(): void {
    this.#listeners.clear()
  }

  #become(uploads: ReadonlyMap<string, ServerUpload>): void {
    this.#uploads = uploads
    for (const listener of [...this.#listeners]) listener()
  }
}

/** The one from before, where it says the same. */
function same(before: ServerUpload | undefined, upload: ServerUpload): ServerUpload {
  return before?.progress === upload.progress && before.status === upload.status ? before : upload
}
