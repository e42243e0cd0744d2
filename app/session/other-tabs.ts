import type { LocalChange, LocalCourseStore } from '../../persistence/local-course-store.ts'
import type { DraftBook } from './draft-book.ts'
import type { Mirror } from './mirror.ts'
import type { SaveTracker } from './save-tracker.ts'

export interface OtherTabsOptions {
  readonly store: LocalCourseStore
  readonly mirror: Mirror
  readonly tracker: SaveTracker
  readonly draft: DraftBook
  /** The document at this moment takes in what other tabs wrote. */
  readonly applier: () => (updates: readonly Uint8Array[]) => void
  /** More operations are awaited. */
  readonly onPending: () => void
  /** Another tab has exchanged the whole mirror. */
  readonly onReplaced: () => Promise<void>
  readonly report: (error: unknown) => void
}

/** What the other tabs of this browser have written into the local store, taken over here. */
export class OtherTabs {
  readonly #options: OtherTabsOptions
  readonly #stop: () => void

  constructor(options: OtherTabsOptions) {
    this.#options = options
    this.#stop = options.store.subscribe(change => {
      this.#hear(change).catch(options.report)
    })
  }

  close(): void {
    this.#stop()
  }

  #hear(change: LocalChange): Promise<void> {
    switch (change) {
      case 'updates':
        return this.#readUpdates()
      case 'draft':
        return this.#readDraft()
      case 'pending':
        return this.#readPending()
      case 'replaced':
        return this.#options.onReplaced()
      default:
        return change satisfies never
    }
  }

  async #readUpdates(): Promise<void> {
    const apply = this.#options.applier()
    const updates = await this.#options.mirror.read(store => store.loadNewUpdates())
    if (updates) apply(updates)
  }

  async #readDraft(): Promise<void> {
    const ticket = this.#options.draft.ticket()
    const draft = await this.#options.mirror.read(store => store.loadDraft())
    if (draft) this.#options.draft.setStored(draft, ticket)
  }

  async #readPending(): Promise<void> {
    const known = this.#options.tracker.known()
    const pending = await this.#options.mirror.read(store => store.loadPending())
    if (!pending) return
    this.#options.tracker.readPending(pending, { known, isFromLoad: false })
    this.#options.onPending()
  }
}
