/** The pictures of docs/benchmarks.md. */
import { mkdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { type Bar, type BarChart, barChartOf } from './bar-chart.ts'
import type { Entry } from './lanes.ts'
import { ours } from './peer.ts'
import type { Results } from './results.ts'
import { ms, sizeOf, whole } from './tables.ts'

export interface Chart extends BarChart {
  readonly file: string
}

function barsOf<Value>(
  entries: readonly Entry<Value>[],
  { read, write }: { read: (value: Value) => number; write: (value: number) => string },
): Bar[] {
  return entries.flatMap(({ peer, value, note }) => {
    if (value === undefined) return []
    const text = `${write(read(value))}${note ? ' (stopped)' : ''}`
    return [{ label: peer, value: read(value), text, isOurs: peer === ours.name }]
  })
}

export function chartsOf(results: Results): Chart[] {
  return [...timeCharts(results), ...amountCharts(results)].filter(({ groups }) =>
    groups.some(({ bars }) => bars.length > 0),
  )
}

function timeCharts({ saves, open, offline }: Results): Chart[] {
  const inMs = { read: ({ medianMs }: { medianMs: number }) => medianMs, write: ms }
  const sizes = (saves?.measured ?? []).map(({ size, entries }) => ({
    title: `a course of ${sizeOf(size)}`,
    bars: barsOf(entries, inMs),
  }))
  return [
    { file: 'saves.svg', title: 'Save to ack, median', groups: sizes, isLogarithmic: true },
    {
      ...{ file: 'open.svg', title: 'Cold open and homecoming, median', isLogarithmic: true },
      groups: [
        { title: 'first sync of 1,000 × 50 after a restart', bars: barsOf(open?.measured ?? [], inMs) },
        { title: '1,000 offline edits arrive at once', bars: barsOf(offline?.measured ?? [], inMs) },
      ],
    },
  ]
}

function amountCharts({ kills, fanOut, throughput, memory }: Results): Chart[] {
  const fanOuts = (fanOut?.measured ?? []).map(({ readers, entries }) => ({
    title: `to ${readers} readers`,
    bars: barsOf(entries, { read: ({ cpuMs }) => cpuMs, write: ms }),
  }))
  const lost = barsOf(kills?.measured ?? [], { read: losses => losses.lost, write: whole })
  const kept = kills?.measured[0]?.value?.kills ?? 0
  const acks = barsOf(throughput?.measured ?? [], { read: ({ acksPerSecond }) => acksPerSecond, write: whole })
  const resident = (unitBytes: number, unit: string) => ({
    read: ({ residentBytes }: { residentBytes: number }) => residentBytes,
    write: (bytes: number) => `${(bytes / unitBytes).toFixed(1)} ${unit}`,
  })
  const idle = barsOf(memory?.measured.idle ?? [], resident(1000, 'kB'))
  const open = barsOf(memory?.measured.open ?? [], resident(1e6, 'MB'))
  const chart = (file: string, title: string, bars: Bar[]) => ({
    file,
    title,
    isLogarithmic: false,
    groups: [{ title: '', bars }],
  })
  return [
    chart('kills.svg', `Lost of ${kept} acknowledged saves, killed at the ack`, lost),
    { file: 'fan-out.svg', title: 'Server CPU of one change', groups: fanOuts, isLogarithmic: true },
    chart('throughput.svg', 'Acks a second, 100 courses in a closed loop', acks),
    chart('idle.svg', 'Memory of an idle connection, resident', idle),
    chart('course.svg', 'Memory of 1,000 × 50 with readers only, resident', open),
  ]
}

export function drawCharts(charts: readonly Chart[], folder: string): void {
  mkdirSync(folder, { recursive: true })
  for (const chart of charts) writeFileSync(path.join(folder, chart.file), barChartOf(chart))
}
