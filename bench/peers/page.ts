/** The part of docs/benchmarks.md that says how Lectern stands beside its peers. */

import { peersMarker } from '../page-parts.ts'
import type { Chart } from './charts.ts'
import { peers } from './peer.ts'
import type { Results } from './results.ts'
import {
  fanOutTable,
  killsTable,
  markdownOf,
  memoryTable,
  offlineTable,
  openTable,
  savesTable,
  type Table,
  throughputTable,
  uploadsTable,
} from './tables.ts'
import { targetsTable } from './targets.ts'

interface Section {
  readonly title: string
  readonly charts: readonly string[]
  readonly table: Table | undefined
}

function sectionsOf(results: Results): Section[] {
  const { saves, kills, fanOut, throughput, memory, open, offline, uploads } = results
  return [
    { title: 'Save to ack', charts: ['saves.svg'], table: saves && savesTable(saves.measured) },
    { title: 'Killed at the ack', charts: ['kills.svg'], table: kills && killsTable(kills.measured) },
    { title: 'Fan-out', charts: ['fan-out.svg'], table: fanOut && fanOutTable(fanOut.measured) },
    { title: 'Throughput', charts: ['throughput.svg'], table: throughput && throughputTable(throughput.measured) },
    { title: 'Memory', charts: ['idle.svg', 'course.svg'], table: memory && memoryTable(memory.measured) },
    { title: 'Cold open', charts: ['open.svg'], table: open && openTable(open.measured) },
    { title: 'Offline edits', charts: [], table: offline && offlineTable(offline.measured) },
    { title: 'Uploads beside the real file store', charts: [], table: uploads && uploadsTable(uploads.measured) },
  ]
}

/** The tables that were measured, for the terminal. */
export function tablesOf(results: Results): string {
  const tables = sectionsOf(results).flatMap(({ table }) => (table ? [markdownOf(table)] : []))
  return [markdownOf(targetsTable(results)), ...tables].join('\n\n')
}

/** One line where all scenarios ran in the same circumstances. */
function circumstancesOf(results: Results): string {
  const lines = Object.entries(results).map(([scenario, { in: found }]) => {
    const { date, machine, loadAtStart, loadAtEnd, isQuick } = found
    const load = `load average ${loadAtStart} at its start, ${loadAtEnd} at its end`
    return `- *${scenario}*: ${date}, ${machine}, ${load}${isQuick ? '; a quick run, the numbers are rough' : ''}`
  })
  return lines.join('\n')
}

const comparison = `- Each server is a process of its own, and only one is under load at a time; their rounds alternate. All are sent the same updates by
  the same client. Ratios are of medians within one run.
- \`kill -9\` ends a process, not the machine: what was written without \`fsync\` is still in the system's cache. A loss of power would take
  it from those that do not sync.
- hocuspocus is 4.7.0 with extension-sqlite 4.7.0, over Node's own SQLite with the same calls as better-sqlite3, which would have to be compiled. Its
  timeout for silent sockets is an hour; all else is as it comes, but for what *durable* says above.
- y-websocket is @y/websocket-server 0.1.5. What npm installs for it today mixes two prereleases of Yjs 14 and throws at the first update; here it
  stands on Yjs 13.6.33 and @y/protocols 1.0.6-1. y-leveldb is 0.2.0, bound as its own recipe has it.
- *Killed*: each save goes to a course that was stored seconds before; the server is killed when the ack has arrived, and a new client asks the restarted
  server. *Fan-out*: a change every 50 ms or when all readers have the last; the CPU includes what the server tells readers up to 0.5 s later.
- *Memory* after a forced collection of garbage: *resident* is the process, worker threads and SQLite's cache included; *reachable* is the main thread's
  heap and buffers. Connections are counted after 300 others, and glibc is told to give back what is free (\`MALLOC_TRIM_THRESHOLD_\`,
  \`MALLOC_MMAP_THRESHOLD_\`), for all servers alike. *Cold open*: y-websocket and ws keep nothing, so they are not there; ws-fsync sends the bytes that Lectern sends, from a file.
- *Offline edits*: a thousand operations in one update, each a rename; the ack is that of the last, and they are stored together.`

/** From its marker to the end of the page. */
export function peersPartOf(results: Results, charts: readonly Chart[]): string {
  const drawn = new Set(charts.map(({ file }) => file))
  const sections = sectionsOf(results).flatMap(({ title, charts: files, table }) => {
    if (!table) return []
    const pictures = files.filter(file => drawn.has(file)).map(file => `![${title}](charts/${file})`)
    return [[`### ${title}`, ...pictures, markdownOf(table)].join('\n\n')]
  })
  const acks = peers.map(({ name, ack }) => `| ${name} | ${ack} |`).join('\n')
  return [
    peersMarker,
    '## Beside its peers',
    'Made by `npm run bench:peers -- --write`; the numbers are also in [benchmarks-peers.json](benchmarks-peers.json).',
    circumstancesOf(results),
    markdownOf(targetsTable(results)),
    `What counts as acknowledged:\n\n| | an ack is |\n| --- | --- |\n${acks}`,
    ...sections,
    `### How\n\n${comparison}\n`,
  ].join('\n\n')
}
