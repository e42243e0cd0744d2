/** The machine's clock and random source. */
import { randomBytes } from 'node:crypto'
import type { Seams } from './seams.ts'

export const systemSeams: Seams = {
  clock: {
    now: () => Date.now(),
    monotonicMs: () => performance.now(),
    after(delayMs, run) {
      const timer = setTimeout(run, delayMs)
      timer.unref()
      return { cancel: () => clearTimeout(timer) }
    },
  },
  randomBytes: length => randomBytes(length),
}
