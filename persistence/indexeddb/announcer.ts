import type { LocalChange } from '../local-course-store.ts'

/** The part of a BroadcastChannel that is used: it reaches the other tabs, not the one that posts. */
export interface TabChannel {
  onmessage: ((event: MessageEvent) => void) | null
  postMessage(message: unknown): void
  close(): void
}

const changes: ReadonlySet<unknown> = new Set<LocalChange>(['updates', 'draft', 'pending', 'replaced'])

/** Tells the other tabs of this browser what has changed on disk, and this tab what they changed. */
export class Announcer {
  readonly #channel: TabChannel
  #isClosed = false
  readonly #listeners = new Set<(change: LocalChange) => void>()

  constructor(channel: TabChannel) {
    this.#channel = channel
    channel.onmessage = event => this.#hear(event.data)
  }

  announce(...changed: readonly LocalChange[]): void {
    if (changed.length > 0 && !this.#isClosed) this.#channel.postMessage(changed)
  }

  subscribe(listener: (change: LocalChange) => void): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  close(): void {
    this.#isClosed = true
    this.#listeners.clear()
    this.#channel.onmessage = null
    this.#channel.close()
  }

  /** A newer version of the app may say things that this one does not know. */
  #hear(message: unknown): void {
    if (!Array.isArray(message)) return
    for (const change of message.filter(isLocalChange)) {
      for (const listener of [...this.#listeners]) listener(change)
    }
  }
}

function isLocalChange(value: unknown): value is LocalChange {
  return changes.has(value)
}
