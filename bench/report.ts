/** What was measured, for people: the same tables on the terminal and in docs/benchmarks.md. */
import { cpus, loadavg, release, type } from 'node:os'
import type { LoopResult } from './closed-loop.ts'
import type { OpenResult } from './cold-open.ts'
import type { LatencyResult } from './latency.ts'
import type { UploadResult } from './uploads.ts'

export interface Results {
  readonly latency: readonly LatencyResult[]
  readonly loop: readonly LoopResult[]
  readonly open: readonly OpenResult[]
  readonly uploads: readonly UploadResult[]
}

/** What Lectern is to reach, as ratios to the bare server. */
const targets = { latency: 1.5, loop: 0.2, open: 5, uploads: 0.9, meanwhile: 2 } as const

type Table = readonly (readonly string[])[]

const ms = (value: number) => `${value.toFixed(2)} ms`
const whole = (value: number) => Math.round(value).toLocaleString('en')
const sizeOf = ({ chapters, videosPerChapter }: { chapters: number; videosPerChapter: number }) =>
  `${whole(chapters)} × ${videosPerChapter}`

function latencyTable(results: readonly LatencyResult[]): Table {
  const rows = results.map(({ size, saves, bare, lectern }) => [
    sizeOf(size),
    whole(saves),
    `${ms(bare.medianMs)} (${ms(bare.p99Ms)})`,
    `${ms(lectern.medianMs)} (${ms(lectern.p99Ms)})`,
    `${(lectern.medianMs / bare.medianMs).toFixed(2)}×`,
    `≤ ${targets.latency}×`,
  ])
  return [['Course', 'Saves', 'Bare, median (p99)', 'Lectern, median (p99)', 'Ratio', 'Target'], ...rows]
}

function loopTable(results: readonly LoopResult[]): Table {
  const rows = results.map(({ plan, bare, bareGrouping, lectern }) => [
    `${plan.courses} × ${plan.authorsPerCourse}`,
    ...[bare, bareGrouping, lectern].map(
      ({ acksPerSecond, serverCores, loadCores }) =>
        `${whole(acksPerSecond)} (${serverCores.toFixed(2)} + ${loadCores.toFixed(2)})`,
    ),
    `${(lectern.acksPerSecond / bare.acksPerSecond).toFixed(2)}×`,
    `≥ ${targets.loop}×`,
    `${(lectern.acksPerSecond / bareGrouping.acksPerSecond).toFixed(2)}×`,
  ])
  const head = ['Courses × authors', 'Bare, acks/s (cores: server + load)', 'Bare, grouping', 'Lectern']
  return [[...head, 'Ratio to bare', 'Target', 'Ratio to grouping'], ...rows]
}

function openTable(results: readonly OpenResult[]): Table {
  const rows = results.map(({ plan, sizeBytes, bareMs, lecternMs }) => [
    `${sizeOf(plan.size)}, ${plan.saves === 0 ? 'just imported' : `${whole(plan.saves)} saves later`}`,
    `${(sizeBytes / 1e6).toFixed(1)} MB`,
    ms(bareMs),
    ms(lecternMs),
    `${(lecternMs / bareMs).toFixed(2)}×`,
    `≤ ${targets.open}×`,
  ])
  return [['Course', 'Received', 'Bare', 'Lectern', 'Ratio', 'Target'], ...rows]
}

function uploadTable(results: readonly UploadResult[]): Table {
  const perSecond = (bytes: number) => `${whole(bytes / 1e6)} MB/s`
  const rows = results.map(result => {
    const { plan, tusBytesPerSecond, lecternBytesPerSecond, restingBytes, peakBytes } = result
    return [
      `${plan.uploads} × ${whole(plan.sizeBytes / 1024 ** 2)} MiB`,
      perSecond(tusBytesPerSecond),
      perSecond(lecternBytesPerSecond),
      `${(lecternBytesPerSecond / tusBytesPerSecond).toFixed(2)}×`,
      `≥ ${targets.uploads}×`,
      `${(result.tusCpuMs / 1000).toFixed(1)}, ${(result.lecternCpuMs / 1000).toFixed(1)} s`,
      `${whole(restingBytes / 1e6)} → ${whole(peakBytes / 1e6)} MB`,
      `${ms(result.idleP99Ms)} → ${ms(result.meanwhileP99Ms)}`,
      `${(result.meanwhileP99Ms / result.idleP99Ms).toFixed(2)}×`,
      `≤ ${targets.meanwhile}×`,
    ]
  })
  const head = ['Uploads', '@tus/server', 'Lectern', 'Ratio', 'Target', 'Processor time a GB', 'Memory, before → most']
  return [[...head, 'Another author’s save, p99', 'Ratio', 'Target'], ...rows]
}

function markdownOf(table: Table): string {
  const [head = [], ...rows] = table
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n')
}

function machine(): string {
  const [cpu] = cpus()
  const load = loadavg().map(value => value.toFixed(1))
  return `${cpus().length} × ${cpu?.model.trim()}, ${type()} ${release()}, Node ${process.version}, load average at the end ${load.join(', ')}`
}

/** The tables that have rows. */
export function tablesOf({ latency, loop, open, uploads }: Results): string {
  const sections = [
    { title: 'One author: save to ack', table: latencyTable(latency) },
    { title: 'Many authors in a closed loop', table: loopTable(loop) },
    { title: 'Cold open after a restart', table: openTable(open) },
    { title: 'Uploads', table: uploadTable(uploads) },
  ]
  return sections
    .filter(({ table }) => table.length > 1)
    .map(({ title, table }) => `## ${title}\n\n${markdownOf(table)}`)
    .join('\n\n')
}

/** @param date of the run, as `2026-11-23` */
export function pageOf(results: Results, date: string): string {
  return `# Benchmarks

Made by \`npm run bench -- --write\` on ${date}: ${machine()}.

${tablesOf(results)}

## What is compared

The **bare** server is the physical limit of this machine: a \`ws\` server that appends each message to a file, syncs
it (\`fsync\`, several at once in Node's thread pool) and only then answers with eight bytes. It holds no document,
checks nothing, keeps no ledger and tells nobody else. **Grouping**, the messages that come while a sync runs share
the next one, as they do in Lectern.

- All servers run in processes of their own and are sent the same bytes by the same client code; the load is in a
  third process. Only one server is under load at a time. Their rounds alternate, so that what else the machine does
  hits both, and each round begins when the housekeeping of the one before has ended.
- *One author*: strictly one save after the other, each a renamed chapter or video. Measured from the frame handed to
  the socket to the arrival of the ack.
- *Closed loop*: each author waits for its ack, then sends its next save. Lectern also passes each save on to the
  course's other author. Cores in use are those of the server's process (all threads) and of the load's: where
  they add up to the machine's, the machine is the limit.
- *Cold open*: from the beginning of the handshake to the last byte of a first sync, median of several restarts. The
  bare server sends the very same bytes from a file in one message. The file is in the system's cache for both.
- *Uploads*: @tus/server with a store that writes as its own file store does, and neither syncs nor reads; Lectern syncs,
  hashes, verifies and commits before its last answer. Then another author saves, in a course of 20 × 10: 500 times while
  nothing else happens, and again for as long as the uploads take. Medians of each round's p99. The uploads are sent by a
  process of their own. Processor time is that of each server's threads together, @tus/server's first.
- The bare server's file grows with each message, which costs it a part of each sync; Lectern's log is written over.
`
}
