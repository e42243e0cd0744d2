/** The sessions of this tab: one for each course, however many screens hold it. */
import type { CourseSession } from '../session/session-state.ts'

interface Lease {
  /** Rejects where the course cannot be opened. */
  readonly session: Promise<CourseSession>
  /** Ends this holder's interest. The last one's end closes the session. Safe to call twice. */
  end(): void
}

interface OpenSession {
  readonly session: Promise<CourseSession>
  holders: number
}

export class OpenSessions {
  readonly #open = new Map<string, OpenSession>()
  readonly #closing = new Map<string, Promise<void>>()
  readonly #openSession: (courseId: string) => Promise<CourseSession>
  readonly #onClosing: (session: CourseSession) => void

  /** @param onClosing closes what has been opened with a session */
  constructor(
    openSession: (courseId: string) => Promise<CourseSession>,
    onClosing: (session: CourseSession) => void = () => undefined,
  ) {
    this.#openSession = openSession
    this.#onClosing = onClosing
  }

  lease(courseId: string): Lease {
    const opened = this.#open.get(courseId) ?? this.#start(courseId)
    opened.holders++
    let isHeld = true
    const end = () => {
      if (isHeld) opened.holders--
      isHeld = false
      // A screen that is mounted again at once, as React's StrictMode does, finds it still open.
      queueMicrotask(() => this.#closeUnheld(courseId, opened))
    }
    return { session: opened.session, end }
  }

  /** Waits for all that is being written. False where something of the author's is not on this device. */
  async settle(): Promise<boolean> {
    const opened = await Promise.allSettled([...this.#open.values()].map(({ session }) => session))
    const sessions = opened.flatMap(result => (result.status === 'fulfilled' ? [result.value] : []))
    await Promise.all(sessions.map(session => session.settled()))
    return sessions.every(session => {
      const { local, draft, pending } = session.getState()
      return local.kind === 'ok' || draft.length + pending.length === 0
    })
  }

  #start(courseId: string): OpenSession {
    const closing = this.#closing.get(courseId) ?? Promise.resolve()
    const opened = { session: closing.then(() => this.#openSession(courseId)), holders: 0 }
    this.#open.set(courseId, opened)
    return opened
  }

  #closeUnheld(courseId: string, opened: OpenSession): void {
    if (opened.holders > 0 || this.#open.get(courseId) !== opened) return
    this.#open.delete(courseId)
    const closed = opened.session.then(
      session => {
        this.#onClosing(session)
        return session.close()
      },
      () => undefined, // It never opened; whoever leased it was told.
    )
    this.#closing.set(courseId, closed)
    closed.finally(() => this.#closing.get(courseId) === closed && this.#closing.delete(courseId))
  }
}
