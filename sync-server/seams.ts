/** Everything outside that the server's core is given: time and randomness. The real ones stand in system-seams.ts. */
import type { RandomBytes } from '../course/id.ts'

export interface Timer {
  cancel(): void
}

export interface Clock {
  /** ms since 1970. */
  now(): number
  /** ms since some moment; never goes back. */
  monotonicMs(): number
  after(delayMs: number, run: () => void): Timer
}

export interface Seams {
  readonly clock: Clock
  readonly randomBytes: RandomBytes
}
