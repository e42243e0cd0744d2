import type { RandomBytes } from '../../course/id.ts'
import type { SessionClock } from './session-seams.ts'

/** One thing to be done later: setting it again replaces the time, clearing it forgets. */
export class Alarm {
  readonly #clock: SessionClock
  readonly #run: () => void
  #timer: { readonly handle: unknown } | undefined

  constructor(clock: SessionClock, run: () => void) {
    this.#clock = clock
    this.#run = run
  }

  get isSet(): boolean {
    return this.#timer !== undefined
  }

  set(delayMs: number): void {
    this.clear()
    const handle = this.#clock.setTimeout(() => {
      this.#timer = undefined
      this.#run()
    }, delayMs)
    this.#timer = { handle }
  }

  clear(): void {
    if (this.#timer) this.#clock.clearTimeout(this.#timer.handle)
    this.#timer = undefined
  }
}

/** How long to wait before trying again: doubling up to a cap, with full jitter where randomness is given. */
export class Backoff {
  readonly #options: { readonly firstMs: number; readonly capMs: number; readonly randomBytes?: RandomBytes }
  #tries = 0

  constructor(options: { readonly firstMs: number; readonly capMs: number; readonly randomBytes?: RandomBytes }) {
    this.#options = options
  }

  get tries(): number {
    return this.#tries
  }

  next(): number {
    const { firstMs, capMs, randomBytes } = this.#options
    const ceilingMs = Math.min(capMs, firstMs * 2 ** Math.min(this.#tries, 20))
    this.#tries++
    if (!randomBytes) return ceilingMs
    const [high = 0, low = 0] = randomBytes(2)
    return Math.floor((ceilingMs * (high * 256 + low)) / 65_536)
  }

  reset(): void {
    this.#tries = 0
  }
}
