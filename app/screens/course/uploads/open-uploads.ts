/** The uploads of this tab: one engine for each open session, however many screens show it. */
import type { CourseSession } from '../../../session/session-state.ts'
import type { Uploads } from './uploads-context.ts'

interface Closable {
  close(): Promise<void>
}

export class OpenUploads<Opened extends Closable = Uploads & Closable> {
  readonly #opened = new Map<CourseSession, Promise<Opened>>()
  /** What closes may still be copying a file that the next one is to list. */
  #closing: Promise<unknown> = Promise.resolve()
  readonly #open: (session: CourseSession) => Promise<Opened>

  constructor(open: (session: CourseSession) => Promise<Opened>) {
    this.#open = open
  }

  /** Rejects where the engine cannot be loaded; asked again, it tries again. */
  of(session: CourseSession): Promise<Opened> {
    const known = this.#opened.get(session)
    if (known) return known
    const opened = this.#closing.then(() => this.#open(session))
    this.#opened.set(session, opened)
    opened.catch(() => this.#opened.delete(session))
    return opened
  }

  /** With the session, which need not wait for it. What is kept goes on in another tab, or the next time. */
  async close(session: CourseSession): Promise<void> {
    const opened = this.#opened.get(session)
    this.#opened.delete(session)
    const closed = opened?.then(
      uploads => uploads.close(),
      () => undefined, // It never opened; whoever asked was told.
    )
    this.#closing = Promise.allSettled([this.#closing, closed])
    await closed
  }
}
