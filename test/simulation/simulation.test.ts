/** Days of the simulation, as many as fit into a test run; `npm run test:sim` runs as many as one likes. */
import './pinned-globals.ts'
import { describe, expect, it } from 'vitest'
import { plantedBugs } from './planted-bugs.ts'
import { onceFailed } from './seeds.ts'

// Loaded after time and randomness have been pinned: the libraries keep both as they are loaded.
const { runSeeds } = await import('./campaign.ts')
const { runDay } = await import('./run-day.ts')
const { drawDay } = await import('./steps.ts')

const seeds = 200
const seedsToFindABug = 2000
const patienceMs = 240_000

describe('The simulation', () => {
  it('[S1][S2][A1][P2] ends every day with one course for all, each save with its one fate, and every ack on disk when it was given', {
    timeout: patienceMs,
  }, async () => {
    expect(await runSeeds({ from: 1, count: seeds, bug: undefined })).toEqual({ failed: [], missing: [] })
  })

  it.each(onceFailed)('[S5][C1] is past what seed %i once found: %s', async seed => {
    const { violations } = await runDay({ seed, steps: drawDay(seed) })
    expect(violations).toEqual([])
  })

  it('lives the same day twice', async () => {
    const day = { seed: 7, steps: drawDay(7) }
    const [once, again] = [await runDay(day), await runDay(day)]
    expect([...again.told]).toEqual([...once.told])
    expect(again.faults.text).toBe(once.faults.text)
    expect(once.told.size).toBeGreaterThan(0)
  })

  it.each(plantedBugs)('finds the planted bug %s', { timeout: patienceMs }, async bug => {
    const { failed } = await runSeeds({ from: 1, count: seedsToFindABug, bug })
    expect(failed).toHaveLength(1)
  })
})
