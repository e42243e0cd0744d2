/** Everything outside that a course session touches, passed in: tests and the simulation bring their own. */
import type { RandomBytes } from '../../course/id.ts'
import type { DeviceProfile } from '../../persistence/device-store.ts'
import type { LocalCourseStore } from '../../persistence/local-course-store.ts'

export interface SessionClock {
  /** ms since 1970: for what is shown and recorded. */
  readonly now: () => number
  /** ms from any start, never backwards: for what is measured. */
  readonly monotonicMs: () => number
  readonly setTimeout: (run: () => void, delayMs: number) => unknown
  readonly clearTimeout: (timer: unknown) => void
}

export interface SessionTransport {
  readonly WebSocket: typeof globalThis.WebSocket
  /** Rejects when nothing answers; gives up by itself after a while. */
  readonly fetch: (url: string, init?: RequestInit) => Promise<Response>
  /** `https://host`, without a slash at the end; the WebSocket's address is derived from it. */
  readonly baseUrl: string
  /** What the browser believes; only "no" is worth anything. */
  readonly isOnline: () => boolean
  /** Calls when trying at once is worth it: the network is back, the tab is looked at again. Returns how to stop. */
  readonly onOnline: (listener: () => void) => () => void
}

/** The part of `navigator.locks` that is used: one holder of a name over all tabs. */
export interface SessionLock {
  readonly request: <T>(name: string, run: () => Promise<T>) => Promise<T>
}

export interface SessionOptions {
  readonly courseId: string
  /** New for each tab and each load of it. */
  readonly tabId: string
  readonly profile: DeviceProfile
  /** Closed by the session. */
  readonly localStore: LocalCourseStore
  readonly clock: SessionClock
  readonly randomBytes: RandomBytes
  readonly transport: SessionTransport
  /** Missing where the page has none (plain http): tabs then may do the same work twice, harmlessly. */
  readonly lock?: SessionLock
  /** Gets what nobody expected, with its stack. */
  readonly report: (error: unknown) => void
}
