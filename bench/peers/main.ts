/** `npm run bench:peers`: Lectern beside the servers that a user would pick instead, in one run. */
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { parseArgs } from 'node:util'
import { withPeersPart } from '../page-parts.ts'
import { measureUploads } from '../uploads.ts'
import { chartsOf, drawCharts } from './charts.ts'
import { measureFanOut } from './fan-out.ts'
import { measureFirstSync } from './first-sync.ts'
import { installPeers } from './install.ts'
import { measureKills } from './kills.ts'
import type { PeerRun } from './lanes.ts'
import { measureMemory } from './memory.ts'
import { measureOffline } from './offline.ts'
import { peersPartOf, tablesOf } from './page.ts'
import { peers, tusFileStore } from './peer.ts'
import { type Measured, oneMinuteLoad, type Results, readMachine, readResults, writeResults } from './results.ts'
import { measureSaves } from './save-latency.ts'
import { measureThroughput } from './throughput.ts'

const projectDir = path.resolve(import.meta.dirname, '../..')
const docs = path.join(projectDir, 'docs')

const sizes = [
  { chapters: 20, videosPerChapter: 10 },
  { chapters: 200, videosPerChapter: 20 },
  { chapters: 1000, videosPerChapter: 50 },
]
const mebibyte = 1024 ** 2

/** One after the other, as they come. */
async function collect<Plan, Result>(plans: readonly Plan[], measure: (plan: Plan) => Promise<Result>) {
  const results: Result[] = []
  for (const plan of plans) results.push(await measure(plan))
  return results
}

const scenarios: { readonly [Name in keyof Measured]: (run: PeerRun) => Promise<Measured[Name]> } = {
  saves: run => collect(sizes, size => measureSaves(size, run)),
  kills: measureKills,
  fanOut: run => collect([10, 100, 500], readers => measureFanOut(readers, run)),
  throughput: measureThroughput,
  memory: measureMemory,
  open: measureFirstSync,
  offline: measureOffline,
  uploads: run => {
    const plans = run.isQuick
      ? [{ uploads: 1, sizeBytes: 256 * mebibyte, rounds: 2 }]
      : [
          { uploads: 1, sizeBytes: 1024 * mebibyte, rounds: 6 },
          { uploads: 8, sizeBytes: 256 * mebibyte, rounds: 6 },
        ]
    return collect(plans, plan => measureUploads(plan, run, tusFileStore))
  },
}

const names = Object.keys(scenarios) as (keyof Measured)[]
const help = `Usage: npm run bench:peers -- [flags]

  --only <names>    of ${names.join(', ')}; with commas between them
  --peers <names>   of ${peers.map(({ name }) => name).join(', ')}; with commas between them
  --quick           fewer rounds: the numbers are rough
  --write           writes docs/benchmarks.md, docs/benchmarks-peers.json and docs/charts; what was not measured stays
  --data <folder>   on the disk to be measured (default ./.data)
  --profile <dir>   CPU profiles of Lectern's server go here; they slow it down
  --help            this text
`

/** Longer than any scenario takes: a server that never answers ends the run, and what was measured before is written. */
const patienceMs = 45 * 60_000

async function measureOne<Name extends keyof Measured>(name: Name, run: PeerRun): Promise<Results> {
  const loadAtStart = oneMinuteLoad()
  const startedMs = performance.now()
  console.error(`${name} …`)
  const watch = setTimeout(() => {
    console.error(`${name}: still not done`)
    process.exit(1)
  }, patienceMs)
  const measured = await scenarios[name](run)
  clearTimeout(watch)
  console.error(`${name}: ${((performance.now() - startedMs) / 1000).toFixed(0)} s`)
  const date = new Date().toISOString().slice(0, 10)
  const { isQuick } = run
  return {
    [name]: { in: { date, machine: readMachine(), loadAtStart, loadAtEnd: oneMinuteLoad(), isQuick }, measured },
  }
}

/** @param run its folder gets one for each scenario, which is empty again afterwards */
async function measureInFolder(name: keyof Measured, run: PeerRun): Promise<Results> {
  const workDir = mkdtempSync(path.join(run.workDir, 'bench-'))
  try {
    return await measureOne(name, { ...run, workDir })
  } finally {
    rmSync(workDir, { recursive: true, force: true })
  }
}

/** What was not measured this time stays as it was. */
function writeDocs(measured: Results): void {
  const file = path.join(docs, 'benchmarks-peers.json')
  const results = { ...readResults(file), ...measured }
  const charts = chartsOf(results)
  writeResults(file, results)
  drawCharts(charts, path.join(docs, 'charts'))
  const page = path.join(docs, 'benchmarks.md')
  const before = existsSync(page) ? readFileSync(page, 'utf8') : '# Benchmarks\n'
  writeFileSync(page, withPeersPart(before, peersPartOf(results, charts)))
}

function readFlags() {
  const text = { type: 'string' } as const
  const flag = { type: 'boolean', default: false } as const
  const data = { type: 'string', default: path.join(projectDir, '.data') } as const
  const options = { only: text, peers: text, quick: flag, write: flag, data, profile: text, help: flag }
  return parseArgs({ options }).values
}

async function main(): Promise<void> {
  const { only, peers: peerNames, quick, write, data, profile, help: isHelp } = readFlags()
  const isNamed = (list: string | undefined, name: string) =>
    list?.toLowerCase().split(',').includes(name.toLowerCase()) ?? true
  const chosen = names.filter(name => isNamed(only, name))
  const compared = peers.filter(({ name }) => isNamed(peerNames, name))
  if (isHelp || chosen.length === 0 || compared.length === 0) return console.log(help)
  installPeers()
  mkdirSync(data, { recursive: true })
  const profileDir = profile === undefined ? {} : { profileDir: path.resolve(profile) }
  const run = { peers: compared, isQuick: quick, workDir: data, ...profileDir }
  let results: Results = {}
  for (const name of chosen) {
    results = { ...results, ...(await measureInFolder(name, run)) }
    if (write) writeDocs(results)
  }
  console.log(tablesOf(results))
}

await main()
