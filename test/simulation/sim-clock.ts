/** One time for everybody. It moves from one thing that is due to the next; what a thing sets off happens before that. */
import type { SessionClock } from '../../app/session/session-seams.ts'
import type { Clock, Timer } from '../../sync-server/seams.ts'

interface Due {
  readonly atMs: number
  readonly order: number
  readonly run: () => void
  isCancelled: boolean
}

const startOfTime = 1_800_000_000_000
/** Promises that wait for nothing but their turn are through after this many of the machine's. */
const turnsPerEvent = 3
const turnsPerExchange = 30
/** Two who answer each other for ever would have time stand still. */
const mostAtOnce = 100_000

export class SimClock implements Clock, SessionClock {
  #ms = 0
  #orders = 0
  /** A heap: nothing in it is due earlier than its parent, at `(index - 1) >> 1`. */
  readonly #heap: Due[] = []
  /** HTTP exchanges under way: their streams take more turns. */
  exchanges = 0

  readonly now = () => startOfTime + this.#ms
  readonly monotonicMs = () => this.#ms

  readonly setTimeout = (run: () => void, delayMs: number): unknown => {
    const due: Due = { atMs: this.#ms + Math.max(0, delayMs), order: this.#orders++, run, isCancelled: false }
    this.#push(due)
    return due
  }

  readonly clearTimeout = (timer: unknown): void => {
    if (timer !== undefined && timer !== null) (timer as Due).isCancelled = true
  }

  after(delayMs: number, run: () => void): Timer {
    const timer = this.setTimeout(run, delayMs)
    return { cancel: () => this.clearTimeout(timer) }
  }

  sleep(delayMs: number): Promise<void> {
    return new Promise(resolve => this.setTimeout(resolve, delayMs))
  }

  /** Everything that is due within `ms` happens, in order, each followed by what it sets off. */
  async advance(ms: number): Promise<void> {
    const untilMs = this.#ms + ms
    await this.#settle()
    let atOnce = 0
    for (let next = this.#heap[0]; next && next.atMs <= untilMs; next = this.#heap[0]) {
      this.#pop()
      if (next.isCancelled) continue
      atOnce = next.atMs > this.#ms ? 0 : atOnce + 1
      if (atOnce > mostAtOnce) throw new Error(`at ${this.#ms} ms so much happens that it never ends`)
      this.#ms = Math.max(this.#ms, next.atMs)
      next.run()
      await this.#settle()
    }
    this.#ms = untilMs
  }

  async #settle(): Promise<void> {
    for (let turn = 0; turn < turnsPerEvent || (this.exchanges > 0 && turn < turnsPerExchange); turn++)
      await new Promise<void>(resolve => setImmediate(resolve))
  }

  #push(due: Due): void {
    const heap = this.#heap
    heap.push(due)
    for (let at = heap.length - 1; at > 0; ) {
      const parent = (at - 1) >> 1
      if (!this.#swapUnlessInOrder(parent, at)) return
      at = parent
    }
  }

  #pop(): void {
    const heap = this.#heap
    const last = heap.pop()
    if (!last || heap.length === 0) return
    heap[0] = last
    for (let at = 0; ; ) {
      const [left, right] = [at * 2 + 1, at * 2 + 2]
      const child = this.#isBefore(right, left) ? right : left
      if (!this.#swapUnlessInOrder(at, child)) return
      at = child
    }
  }

  #isBefore(a: number, b: number): boolean {
    const [first, second] = [this.#heap[a], this.#heap[b]]
    if (!first || !second) return false
    return first.atMs < second.atMs || (first.atMs === second.atMs && first.order < second.order)
  }

  #swapUnlessInOrder(parent: number, child: number): boolean {
    if (!this.#isBefore(child, parent)) return false
    const [upper, lower] = [this.#heap[parent], this.#heap[child]]
    if (!upper || !lower) return false
    this.#heap[parent] = lower
    this.#heap[child] = upper
    return true
  }
}
