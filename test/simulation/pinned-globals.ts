/**
 * Time and randomness that libraries take by themselves: lib0 and y-protocols keep `Date.now` and `getRandomValues` when
 * they are loaded, so this file is imported before all others. Without a pinned world the machine's own answer.
 */
import { webcrypto } from 'node:crypto'

export interface PinnedWorld {
  readonly now: () => number
  readonly setTimeout: (run: () => void, delayMs: number) => unknown
  readonly clearTimeout: (timer: unknown) => void
  readonly randomBytes: (length: number) => Uint8Array
}

let world: PinnedWorld | undefined

const real = {
  now: Date.now,
  random: Math.random,
  getRandomValues: webcrypto.getRandomValues.bind(webcrypto),
  setTimeout: globalThis.setTimeout,
  clearTimeout: globalThis.clearTimeout,
  setInterval: globalThis.setInterval,
  clearInterval: globalThis.clearInterval,
}

/** From now on every library lives in this world; undefined: in the machine's. */
export function pinGlobals(next: PinnedWorld | undefined): void {
  world = next
}

class Interval {
  #timer: unknown
  readonly #in: PinnedWorld
  readonly #everyMs: number
  readonly #run: () => void

  constructor(pinned: PinnedWorld, run: () => void, everyMs: number) {
    this.#in = pinned
    this.#run = run
    this.#everyMs = everyMs
    this.#next()
  }

  clear(): void {
    this.#in.clearTimeout(this.#timer)
  }

  #next(): void {
    this.#timer = this.#in.setTimeout(() => {
      this.#next()
      this.#run()
    }, this.#everyMs)
  }
}

class Timeout {
  readonly #in: PinnedWorld
  readonly #timer: unknown

  constructor(pinned: PinnedWorld, run: () => void, delayMs: number) {
    this.#in = pinned
    this.#timer = pinned.setTimeout(run, delayMs)
  }

  clear(): void {
    this.#in.clearTimeout(this.#timer)
  }
}

Date.now = () => (world ? world.now() : real.now.call(Date))
Math.random = () => (world ? new DataView(world.randomBytes(4).slice().buffer).getUint32(0) / 2 ** 32 : real.random())
Object.defineProperty(webcrypto, 'getRandomValues', {
  value: <T extends ArrayBufferView>(array: T): T => {
    if (!world) return real.getRandomValues(array as never) as unknown as T
    new Uint8Array(array.buffer, array.byteOffset, array.byteLength).set(world.randomBytes(array.byteLength))
    return array
  },
})

type Run = (...parameters: unknown[]) => void
const globals: Record<string, unknown> = globalThis as never

globals['setTimeout'] = (run: Run, delayMs = 0, ...rest: unknown[]) =>
  world ? new Timeout(world, () => run(...rest), delayMs) : real.setTimeout(run, delayMs, ...rest)
globals['setInterval'] = (run: Run, everyMs = 0, ...rest: unknown[]) =>
  world ? new Interval(world, () => run(...rest), everyMs) : real.setInterval(run, everyMs, ...rest)
globals['clearTimeout'] = (timer: unknown) => {
  if (timer instanceof Timeout) timer.clear()
  else real.clearTimeout(timer as never)
}
globals['clearInterval'] = (timer: unknown) => {
  if (timer instanceof Interval) timer.clear()
  else real.clearInterval(timer as never)
}
