/** What was measured, as docs/benchmarks-peers.json keeps it: each scenario with the day and the machine of its run. */
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { cpus, loadavg, release, totalmem, type } from 'node:os'
import type { UploadResult } from '../uploads.ts'
import type { FanOuts } from './fan-out.ts'
import type { FirstSync } from './first-sync.ts'
import type { Losses } from './kills.ts'
import type { Entry } from './lanes.ts'
import type { Memories } from './memory.ts'
import type { Homecoming } from './offline.ts'
import type { SaveLatencies } from './save-latency.ts'
import type { Throughput } from './throughput.ts'

export interface Measured {
  readonly saves: readonly SaveLatencies[]
  readonly kills: readonly Entry<Losses>[]
  readonly fanOut: readonly FanOuts[]
  readonly throughput: readonly Entry<Throughput>[]
  readonly memory: Memories
  readonly open: readonly Entry<FirstSync>[]
  readonly offline: readonly Entry<Homecoming>[]
  readonly uploads: readonly UploadResult[]
}

export type Scenario = keyof Measured

export interface Circumstances {
  /** As `2026-11-23`. */
  readonly date: string
  readonly machine: string
  readonly loadAtStart: number
  readonly loadAtEnd: number
  readonly isQuick: boolean
}

export type Results = {
  readonly [Name in Scenario]?: { readonly in: Circumstances; readonly measured: Measured[Name] }
}

export const oneMinuteLoad = () => Number((loadavg()[0] ?? 0).toFixed(1))

export function readMachine(): string {
  const gibibytes = Math.round(totalmem() / 1024 ** 3)
  return `${cpus().length} × ${cpus()[0]?.model.trim()}, ${gibibytes} GiB, ${type()} ${release()}, Node ${process.version}`
}

/** The file is our own writing. */
export function readResults(file: string): Results {
  return existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Results) : {}
}

export function writeResults(file: string, results: Results): void {
  writeFileSync(file, `${JSON.stringify(results, null, 2)}\n`)
}
