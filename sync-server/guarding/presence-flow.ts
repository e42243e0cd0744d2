/** How much awareness one connection may send: every frame goes on to all others who are there. */
import type { Clock } from '../seams.ts'

/** A frame counts once for each such part of it. */
const partBytes = 64 * 1024
/** What may come at once, in seconds of the rate: a stock client echoes all it hears when it joins. */
const burstSeconds = 4

export type PresenceVerdict = 'pass' | 'drop' | 'close'

/**
 * A bucket that fills with time. What exceeds it is dropped: the next renewal says it again. Who goes on without a
 * pause for as much again is no client of anybody, and is closed.
 */
export class PresenceFlow {
  readonly #clock: Pick<Clock, 'monotonicMs'>
  readonly #perSecond: number
  #left: number
  #atMs: number

  /** @param perSecond frames; 0: no limit */
  constructor(clock: Pick<Clock, 'monotonicMs'>, perSecond: number) {
    this.#clock = clock
    this.#perSecond = perSecond
    this.#left = perSecond * burstSeconds
    this.#atMs = clock.monotonicMs()
  }

  take(sizeBytes: number): PresenceVerdict {
    if (this.#perSecond === 0) return 'pass'
    const most = this.#perSecond * burstSeconds
    const now = this.#clock.monotonicMs()
    this.#left = Math.min(most, this.#left + ((now - this.#atMs) / 1000) * this.#perSecond)
    this.#atMs = now
    this.#left -= 1 + Math.floor(sizeBytes / partBytes)
    if (this.#left >= 0) return 'pass'
    return this.#left < -most ? 'close' : 'drop'
  }
}
