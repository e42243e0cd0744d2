/** Many days, one day told, or one cut down. */
import { mkdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { FaultCounts, type FaultKind } from './faults.ts'
import type { PlantedBug } from './planted-bugs.ts'
import { type DayResult, runDay } from './run-day.ts'
import { drawDay, type Step } from './steps.ts'

export interface Campaign {
  readonly from: number
  readonly count: number
  readonly bug?: PlantedBug | undefined
  /** With a planted bug: one seed that finds it is enough. */
  readonly endsAtFirst?: boolean
}

export interface CampaignResult {
  readonly failed: readonly number[]
  readonly missing: readonly FaultKind[]
}

/** Tells each seed that failed, with how to run it again. */
export async function runSeeds({ from, count, bug, endsAtFirst = false }: Campaign): Promise<CampaignResult> {
  const faults = new FaultCounts()
  const failed: number[] = []
  const sum = { seeds: 0, saves: 0, acked: 0 }
  for (let seed = from; seed < from + count && !(endsAtFirst && failed.length > 0); seed++) {
    const result = await runDay({ seed, steps: drawDay(seed), bug }).catch((cause: unknown) => {
      throw new Error(`seed ${seed} could not be lived to its end`, { cause })
    })
    faults.add(result.faults)
    sum.seeds++
    sum.saves += result.saves
    sum.acked += result.told.size
    if (result.violations.length === 0) continue
    failed.push(seed)
    console.log(`seed ${seed}: ${summaryOf(result)}`)
    console.log(`  npm run test:sim -- --seed ${seed}${bug ? ` --bug ${bug}` : ''}`)
  }
  console.log(`${sum.seeds} seeds, ${sum.saves} saves, ${sum.acked} acknowledged operations, ${failed.length} failed`)
  console.log(faults.text)
  return { failed, missing: faults.missing }
}

export async function showSeed(seed: number, bug: PlantedBug | undefined): Promise<void> {
  const steps = drawDay(seed)
  for (const step of steps) console.log(lineOf(step))
  const result = await runDay({ seed, steps, bug })
  for (const { rule, what, atMs } of result.violations) console.log(`[${rule}] at ${atMs} ms: ${what}`)
  if (result.violations.length === 0) console.log('nothing is wrong')
  process.exitCode = result.violations.length === 0 ? 0 : 1
}

/** Writes what each tab that lived to the end has recorded of this seed's day: `npm run replay` runs it again. */
export async function recordSeed(seed: number, folder: string): Promise<void> {
  const { recordings } = await runDay({ seed, steps: drawDay(seed), isRecorded: true })
  mkdirSync(folder, { recursive: true })
  for (const [tab, text] of recordings) {
    const file = path.join(folder, `seed-${seed}-${tab}.jsonl`)
    writeFileSync(file, text)
    console.log(file)
  }
}

/** Halves first, then smaller pieces, down to single steps: whatever can go while the same rule is still broken, goes. */
export async function shrinkSeed(seed: number, bug: PlantedBug | undefined): Promise<void> {
  let steps = drawDay(seed)
  const rule = (await runDay({ seed, steps, bug })).violations[0]?.rule
  if (rule === undefined) return console.log(`seed ${seed}: nothing is wrong`)
  for (let size = steps.length >> 1; size >= 1; size >>= 1) {
    for (let at = 0; at < steps.length; ) {
      const fewer = [...steps.slice(0, at), ...steps.slice(at + size)]
      const { violations } = await runDay({ seed, steps: fewer, bug })
      if (violations.some(violation => violation.rule === rule)) steps = fewer
      else at += size
    }
  }
  console.log(`seed ${seed} breaks [${rule}] with ${steps.length} steps:`)
  for (const step of steps) console.log(lineOf(step))
  const { violations } = await runDay({ seed, steps, bug })
  for (const { what, atMs } of violations) console.log(`at ${atMs} ms: ${what}`)
}

function lineOf({ kind, who, thenMs }: Step): string {
  return `  ${kind.padEnd(16)} browser ${who % 3}, then ${thenMs} ms`
}

function summaryOf({ violations }: DayResult): string {
  const [first] = violations
  return `${violations.length} violations, first [${first?.rule}] ${first?.what.slice(0, 300)}`
}
