/** Tables of what was measured. `×` is the ratio to the yardstick of each table, in the same run. */
import type { UploadResult } from '../uploads.ts'
import type { FanOuts } from './fan-out.ts'
import type { FirstSync } from './first-sync.ts'
import type { Losses } from './kills.ts'
import type { Entry } from './lanes.ts'
import type { Memories } from './memory.ts'
import type { Homecoming } from './offline.ts'
import { relay, syncing } from './peer.ts'
import type { SaveLatencies } from './save-latency.ts'
import type { Throughput } from './throughput.ts'

export type Table = readonly (readonly string[])[]

export const whole = (value: number) => Math.round(value).toLocaleString('en')
export const ms = (value: number) => `${value < 100 ? value.toFixed(2) : whole(value)} ms`
const kilobytes = (bytes: number) => `${(bytes / 1000).toFixed(1)} kB`
const megabytes = (bytes: number) => `${(bytes / 1e6).toFixed(1)} MB`
export const sizeOf = ({ chapters, videosPerChapter }: SaveLatencies['size']) =>
  `${whole(chapters)} × ${videosPerChapter}`

export function valueAt<Value>(entries: readonly Entry<Value>[], peer: string): Value | undefined {
  return entries.find(entry => entry.peer === peer)?.value
}

/** @returns how many times the yardstick's value, where both were measured */
export function ratioTo(yardstick: number | undefined, value: number): string {
  return yardstick === undefined ? '' : `${(value / yardstick).toFixed(2)}×`
}

export function savesTable(results: readonly SaveLatencies[]): Table {
  const names = results[0]?.entries.map(({ peer }) => peer) ?? []
  const rows = names.map(name => {
    const cells = results.map(({ entries }) => {
      const entry = entries.find(({ peer }) => peer === name)
      if (!entry?.value) return entry?.note ?? ''
      const { medianMs, p99Ms, saves } = entry.value
      const ratio = ratioTo(valueAt(entries, syncing.name)?.medianMs, medianMs)
      return `${ms(medianMs)} (${ms(p99Ms)}) ${ratio}${entry.note ? `, ${entry.note}: ${saves} saves` : ''}`
    })
    return [name, ...cells]
  })
  return [['Save to ack: median (p99), × ws-fsync', ...results.map(({ size }) => sizeOf(size))], ...rows]
}

export function killsTable(entries: readonly Entry<Losses>[]): Table {
  const rows = entries.map(({ peer, value }) => [peer, value ? `${value.lost} of ${value.kills}` : ''])
  return [['Killed at the ack', 'Acknowledged saves lost'], ...rows]
}

export function fanOutTable(results: readonly FanOuts[]): Table {
  const names = results[0]?.entries.map(({ peer }) => peer) ?? []
  const rows = names.map(name => [
    name,
    ...results.flatMap(({ entries }) => {
      const value = valueAt(entries, name)
      if (!value) return ['', '']
      const ratio = ratioTo(valueAt(entries, relay.name)?.cpuMs, value.cpuMs)
      return [`${ms(value.medianMs)} (${ms(value.p99Ms)})`, `${ms(value.cpuMs)} ${ratio}`]
    }),
  ])
  const head = results.flatMap(({ readers }) => [`${readers} readers: median (p99)`, 'CPU a change, × ws'])
  return [['Fan-out', ...head], ...rows]
}

export function throughputTable(entries: readonly Entry<Throughput>[]): Table {
  const limit = valueAt(entries, syncing.name)?.acksPerSecond
  const rows = entries.map(({ peer, value }) => {
    if (!value) return [peer, '', '', '']
    const cores = `${value.serverCores.toFixed(2)} + ${value.loadCores.toFixed(2)}`
    return [peer, whole(value.acksPerSecond), ratioTo(limit, value.acksPerSecond), cores]
  })
  return [['Closed loop', 'Acks a second', '× ws-fsync', 'Cores: server + load'], ...rows]
}

export function memoryTable({ connections, idle, open }: Memories): Table {
  const rows = idle.map(({ peer, value }) => {
    const course = valueAt(open, peer)
    const connection = value ? [kilobytes(value.residentBytes), kilobytes(value.reachableBytes)] : ['', '']
    return [
      peer,
      ...connection,
      ...(course ? [megabytes(course.residentBytes), megabytes(course.reachableBytes)] : ['', '']),
    ]
  })
  const head = [`An idle connection (of ${connections}), resident`, 'reachable by JavaScript']
  return [['Memory', ...head, 'A course of 1,000 × 50 with readers only, resident', 'reachable by JavaScript'], ...rows]
}

export function openTable(entries: readonly Entry<FirstSync>[]): Table {
  const limit = valueAt(entries, syncing.name)?.medianMs
  const rows = entries.map(({ peer, value }) =>
    value
      ? [peer, ms(value.medianMs), ratioTo(limit, value.medianMs), megabytes(value.receivedBytes)]
      : [peer, '', '', ''],
  )
  return [['Cold open of 1,000 × 50', 'Median', '× ws-fsync', 'Received'], ...rows]
}

export function offlineTable(entries: readonly Entry<Homecoming>[]): Table {
  const limit = valueAt(entries, syncing.name)?.medianMs
  const rows = entries.map(({ peer, value }) => [
    peer,
    value ? ms(value.medianMs) : '',
    value ? ratioTo(limit, value.medianMs) : '',
  ])
  return [['1,000 offline edits of 200 × 20', 'To the ack', '× ws-fsync'], ...rows]
}

export function uploadsTable(results: readonly UploadResult[]): Table {
  const perSecond = (bytes: number) => `${whole(bytes / 1e6)} MB/s`
  const rows = results.map(({ plan, tusBytesPerSecond, lecternBytesPerSecond }) => [
    `${plan.uploads} × ${whole(plan.sizeBytes / 1024 ** 2)} MiB`,
    perSecond(tusBytesPerSecond),
    perSecond(lecternBytesPerSecond),
    ratioTo(tusBytesPerSecond, lecternBytesPerSecond),
  ])
  return [['Uploads', '@tus/file-store', 'Lectern', 'Ratio'], ...rows]
}

export function markdownOf(table: Table): string {
  const [head = [], ...rows] = table
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n')
}
