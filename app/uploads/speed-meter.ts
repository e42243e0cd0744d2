/** How fast bytes leave this device: an average in which the last seconds count most. */

const sampleMs = 1_000
/** Of an older second, in the next. */
const memory = 0.7

export class SpeedMeter {
  readonly #monotonicMs: () => number
  #bytesPerSecond: number | undefined
  /** Since the first bytes: reading and hashing come before them, and say nothing of the line. */
  #begunMs: number | undefined
  #bytes = 0

  constructor(monotonicMs: () => number) {
    this.#monotonicMs = monotonicMs
  }

  add(bytes: number): void {
    const now = this.#monotonicMs()
    if (this.#begunMs === undefined) {
      if (bytes > 0) this.#begunMs = now
      return
    }
    this.#bytes += bytes
    const passedMs = now - this.#begunMs
    if (passedMs < sampleMs) return
    const measured = (this.#bytes * 1000) / passedMs
    this.#bytesPerSecond = (this.#bytesPerSecond ?? measured) * memory + measured * (1 - memory)
    this.#begunMs = now
    this.#bytes = 0
  }

  /** Nothing is sent any more: the time until the next byte says nothing of the line either. */
  reset(): void {
    this.#bytesPerSecond = undefined
    this.#begunMs = undefined
    this.#bytes = 0
  }

  /** 0 until it has been measured. */
  read(): number {
    return this.#bytesPerSecond ?? 0
  }
}
