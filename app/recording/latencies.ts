import type { RecordedEvent, RecordedOf } from './recorded-event.ts'

export const latencyStages = ['onDeviceMs', 'sentMs', 'ackedMs', 'claimedMs'] as const
export type LatencyStage = (typeof latencyStages)[number]

/** ms since Save was pressed. */
export interface Latency {
  readonly stage: LatencyStage
  readonly median: number
  readonly p95: number
  readonly newest: number
}

const saves = 50

/** Of the last 50 saves that were told in this tab; a stage that none of them has is left out. */
export function latenciesOf(events: readonly RecordedEvent[]): { readonly count: number; readonly stages: Latency[] } {
  const told = events.filter((event): event is RecordedOf<'told'> => event.kind === 'told').slice(-saves)
  const stages = latencyStages.flatMap(stage => {
    const times = told.flatMap(event => event[stage] ?? [])
    const newest = times.at(-1)
    return newest === undefined ? [] : [{ stage, median: quantile(times, 0.5), p95: quantile(times, 0.95), newest }]
  })
  return { count: told.length, stages }
}

/** The smallest of the numbers that at least this share of them does not exceed. */
function quantile(numbers: readonly number[], share: number): number {
  const sorted = [...numbers].sort((a, b) => a - b)
  return sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)] ?? Number.NaN
}
