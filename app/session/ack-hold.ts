import type { Status } from '../../course/wire/ack.ts'
import type { Recorder } from '../recording/recorder.ts'
import type { SessionClock } from './session-seams.ts'

export interface AckHoldOptions {
  readonly clock: SessionClock
  readonly recorder: Recorder
}

/** What an ack says, as far as that matters here. */
interface Fate {
  readonly operationId: string
  readonly status: Status
}

/**
 * For the inspector: keeps acks back for a while before the session hears of them, as a slow server would. Nothing is
 * lost by it: until it is heard, an operation is pending.
 */
export class AckHold {
  readonly #options: AckHoldOptions
  readonly #held = new Map<string, { readonly timer: unknown; readonly handOn: () => void }>()
  #delayMs = 0

  constructor(options: AckHoldOptions) {
    this.#options = options
  }

  get delayMs(): number {
    return this.#delayMs
  }

  /** Shortened to nothing, it lets go what is held. */
  setDelay(delayMs: number): void {
    this.#delayMs = delayMs
    this.#options.recorder.add({ kind: 'delay-acks', delayMs })
    if (delayMs === 0) for (const { handOn } of [...this.#held.values()]) handOn()
  }

  /** An ack that comes again while it is held is the same one. */
  pass({ operationId, status }: Fate, apply: () => void): void {
    const key = `${operationId} ${status}`
    const handOn = () => {
      this.#options.clock.clearTimeout(this.#held.get(key)?.timer)
      this.#held.delete(key)
      this.#options.recorder.add({ kind: 'ack', operationId, status })
      apply()
    }
    if (this.#delayMs === 0) return handOn()
    if (!this.#held.has(key))
      this.#held.set(key, { timer: this.#options.clock.setTimeout(handOn, this.#delayMs), handOn })
  }

  close(): void {
    for (const { timer } of this.#held.values()) this.#options.clock.clearTimeout(timer)
    this.#held.clear()
  }
}
