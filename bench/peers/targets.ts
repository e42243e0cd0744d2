/** What Lectern is to reach beside the peers, and what it reached. */
import type { FirstSync } from './first-sync.ts'
import type { Entry } from './lanes.ts'
import { ours, relay, syncing } from './peer.ts'
import type { Results } from './results.ts'
import { sizeOf, type Table, valueAt } from './tables.ts'

interface Target {
  readonly says: string
  readonly limit: number
  readonly unit: string
  readonly isAtLeast?: boolean
  /** Undefined: not measured. */
  readonly reached: number | undefined
}

const ratio = (value: number | undefined, yardstick: number | undefined) =>
  value === undefined || yardstick === undefined ? undefined : value / yardstick

export function targetsTable(results: Results): Table {
  const rows = [...latencyTargets(results), ...costTargets(results), ...memoryTargets(results)].map(target => {
    const { says, limit, unit, isAtLeast = false, reached } = target
    if (reached === undefined) return [says, `${isAtLeast ? '≥' : '≤'} ${limit}${unit}`, 'not measured', '']
    const isMet = isAtLeast ? reached >= limit : reached <= limit
    const shown = Number.isInteger(reached) ? `${reached}` : reached.toFixed(2)
    return [says, `${isAtLeast ? '≥' : '≤'} ${limit}${unit}`, `${shown}${unit}`, isMet ? 'met' : '**missed**']
  })
  return [['Lectern', 'Target', 'Reached', ''], ...rows]
}

function latencyTargets({ saves, open }: Results): Target[] {
  const latencies = (saves?.measured ?? []).map(({ size, entries }) => ({
    says: `save to ack beside ws-fsync, ${sizeOf(size)}`,
    ...{ limit: 1.3, unit: '×' },
    reached: ratio(valueAt(entries, ours.name)?.medianMs, valueAt(entries, syncing.name)?.medianMs),
  }))
  const msOf = (name: string) => valueAt<FirstSync>(open?.measured ?? ([] as Entry<FirstSync>[]), name)?.medianMs
  const opening = { says: 'cold open of 1,000 × 50 beside its bytes sent from a file', limit: 3, unit: '×' }
  return [...latencies, { ...opening, reached: ratio(msOf(ours.name), msOf(syncing.name)) }]
}

function costTargets({ fanOut, throughput, kills }: Results): Target[] {
  const fanOuts = (fanOut?.measured ?? []).map(({ readers, entries }) => ({
    says: `CPU of a change to ${readers} readers beside ws`,
    ...{ limit: 1.2, unit: '×' },
    reached: ratio(valueAt(entries, ours.name)?.cpuMs, valueAt(entries, relay.name)?.cpuMs),
  }))
  const acks = (name: string) => valueAt(throughput?.measured ?? [], name)?.acksPerSecond
  return [
    ...fanOuts,
    {
      says: 'durable acks a second beside ws-fsync',
      ...{ limit: 0.35, unit: '×', isAtLeast: true },
      reached: ratio(acks(ours.name), acks(syncing.name)),
    },
    { says: 'lost at kill -9', limit: 0, unit: '', reached: valueAt(kills?.measured ?? [], ours.name)?.lost },
  ]
}

function memoryTargets({ memory }: Results): Target[] {
  const idle = valueAt(memory?.measured.idle ?? [], ours.name)?.residentBytes
  const open = valueAt(memory?.measured.open ?? [], ours.name)?.residentBytes
  return [
    { says: 'idle connection, resident', limit: 15, unit: ' kB', reached: ratio(idle, 1000) },
    { says: 'open course of 1,000 × 50, readers only, resident', limit: 30, unit: ' MB', reached: ratio(open, 1e6) },
  ]
}
