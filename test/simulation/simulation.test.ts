/** Days of the simulation, as many as fit into a test run; `npm run test:sim` runs as many as one likes. */
import './pinned-globals.ts'
import { execFile } from 'node:child_process'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { mutants } from './mutants.ts'
import { plantedBugs } from './planted-bugs.ts'
import { onceFailed } from './seeds.ts'

// Loaded after time and randomness have been pinned: the libraries keep both as they are loaded.
const { runSeeds } = await import('./campaign.ts')
const { runDay } = await import('./run-day.ts')
const { drawDay } = await import('./steps.ts')

const seeds = 500
const seedsToFindABug = 2000
const patienceMs = 240_000

describe('The simulation', () => {
  it('[S1][S2][A1][P2] ends every day with one course for all, each save with its one fate, and every ack on disk when it was given', {
    timeout: patienceMs,
  }, async () => {
    expect(await runSeeds({ from: 1, count: seeds })).toEqual({ failed: [], missing: [] })
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
    const { failed } = await runSeeds({ from: 1, count: seedsToFindABug, bug, endsAtFirst: true })
    expect(failed).toHaveLength(1)
  })
})

describe('The simulation, with a mistake in the code', () => {
  it.concurrent.each(mutants)('finds $name', { timeout: patienceMs }, async ({ name, foundBy }) => {
    expect(await lifeWith(name, foundBy)).toContain(`seed ${foundBy}: `)
  })
})

const main = path.join(import.meta.dirname, 'main.ts')

/** In a process of its own, whose modules are loaded with the mistake in them. @returns what it says */
function lifeWith(bug: string, seed: number): Promise<string> {
  const { promise, resolve } = Promise.withResolvers<string>()
  const flags = [main, '--bug', bug, '--from', String(seed), '--seeds', '1']
  // It ends with 1 where it has found something.
  execFile(process.execPath, flags, (_error, stdout, stderr) => resolve(stdout + stderr))
  return promise
}
