/** The sessions of this tab: one for each course, however many screens hold it. */
import type { SessionClock } from '../session/session-seams.ts'
import type { CourseSession, SessionEvent } from '../session/session-state.ts'
import { systemClock } from '../session/system-seams.ts'

interface Lease {
  /** Rejects where the course cannot be opened. */
  readonly session: Promise<CourseSession>
  /** Ends this holder's interest. The last one's end closes the session. Safe to call twice. */
  end(): void
}

interface OpenSession {
  readonly session: Promise<CourseSession>
  /** Once it is open. */
  ready?: CourseSession
  holders: number
  /** No screen shows it, and it has saves on their way: what it says goes nowhere else. */
  stopWaiting?: () => void
}

export interface Unheld {
  /** Closes what has been opened with a session. */
  readonly onClosing?: (session: CourseSession) => void
  /** Of a session that no screen shows. */
  readonly onEvent?: (session: CourseSession, event: SessionEvent) => void
}

/** What is said of a save comes when it is no longer pending, and several are told in one sentence. */
const toldWithinMs = 2000

export class OpenSessions {
  readonly #open = new Map<string, OpenSession>()
  readonly #closing = new Map<string, Promise<void>>()
  readonly #openSession: (courseId: string) => Promise<CourseSession>
  readonly #unheld: Unheld
  readonly #clock: Pick<SessionClock, 'setTimeout'>

  constructor(
    openSession: (courseId: string) => Promise<CourseSession>,
    unheld: Unheld = {},
    clock: Pick<SessionClock, 'setTimeout'> = systemClock,
  ) {
    this.#openSession = openSession
    this.#unheld = unheld
    this.#clock = clock
  }

  lease(courseId: string): Lease {
    const opened = this.#open.get(courseId) ?? this.#start(courseId)
    opened.holders++
    opened.stopWaiting?.()
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
    const opened: OpenSession = { session: closing.then(() => this.#openSession(courseId)), holders: 0 }
    opened.session.then(
      session => {
        opened.ready = session
      },
      () => undefined, // Whoever leases it is told.
    )
    this.#open.set(courseId, opened)
    return opened
  }

  #closeUnheld(courseId: string, opened: OpenSession): void {
    if (opened.holders > 0 || this.#open.get(courseId) !== opened) return
    const { ready } = opened
    if (ready && isOnItsWay(ready)) return this.#wait(courseId, opened, ready)
    opened.stopWaiting?.()
    this.#open.delete(courseId)
    const closed = opened.session.then(
      session => {
        this.#unheld.onClosing?.(session)
        return session.close()
      },
      () => undefined, // It never opened; whoever leased it was told.
    )
    this.#closing.set(courseId, closed)
    closed.finally(() => this.#closing.get(courseId) === closed && this.#closing.delete(courseId))
  }

  /** What was saved is promised to get to the server: whoever leaves the course need not come back for that [S3]. */
  #wait(courseId: string, opened: OpenSession, session: CourseSession): void {
    if (opened.stopWaiting) return
    const close = () => this.#closeUnheld(courseId, opened)
    const stops = [
      session.onEvent(event => this.#unheld.onEvent?.(session, event)),
      session.subscribe(() => isOnItsWay(session) || this.#clock.setTimeout(close, toldWithinMs)),
    ]
    opened.stopWaiting = () => {
      for (const stop of stops) stop()
      delete opened.stopWaiting
    }
  }
}

/** Not what the server takes from nobody here: that stays on this device. */
function isOnItsWay(session: CourseSession): boolean {
  const { pending, connection } = session.getState()
  const isClosed = connection.kind === 'refused' && connection.code !== 'sign-in'
  return pending.length > 0 && !isClosed
}
