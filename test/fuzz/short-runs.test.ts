/** A few seconds of each fuzzer: that they still run, and that what they look at still holds. `npm run fuzz` goes on. */
import { describe, expect, it } from 'vitest'
import { type FuzzerName, fuzzers } from './fuzzers.ts'
import { FuzzReport } from './report.ts'

const runs: Readonly<Record<FuzzerName, number>> = {
  updates: 500,
  frames: 100,
  awareness: 100,
  http: 300,
  archives: 200,
  uploads: 60,
  server: 500,
}

describe('Hostile', () => {
  it.each(Object.entries(runs) as [FuzzerName, number][])(
    '[P4][U6] %s hurt nobody',
    async (name, count) => {
      const report = new FuzzReport()
      await fuzzers[name]({ runs: count, seed: 1, report })
      expect(report.failures).toEqual([])
      expect(report.runs).toBeGreaterThanOrEqual(count)
    },
    60_000,
  )
})
