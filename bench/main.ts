/** `npm run bench`: Lectern beside a bare server, in one run, as ratios. */
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { parseArgs } from 'node:util'
import { measureLoop } from './closed-loop.ts'
import { measureOpen } from './cold-open.ts'
import { measureLatency, type RunOptions } from './latency.ts'
import { withOwnPart } from './page-parts.ts'
import { pageOf, type Results, tablesOf } from './report.ts'
import { measureUploads, type UploadResult } from './uploads.ts'

const projectDir = path.resolve(import.meta.dirname, '..')
const help = `Usage: npm run bench -- [flags]

  --only <name>     latency, loop, open or uploads
  --quick           fewer rounds: the numbers are rough
  --write           writes its part of docs/benchmarks.md; not with --only
  --data <folder>   on the disk to be measured (default ./.data)
  --profile <dir>   CPU profiles of Lectern's server go here; they slow it down
  --help            this text
`

const small = { chapters: 20, videosPerChapter: 10 }
const medium = { chapters: 200, videosPerChapter: 20 }
const large = { chapters: 1000, videosPerChapter: 50 }
/** After so many saves there is a snapshot. */
const savesToSnapshot = 600
const gibibyte = 1024 ** 3

const scenarios = ['latency', 'loop', 'open', 'uploads'] as const

interface Flags {
  readonly run: RunOptions
  readonly scenarios: ReadonlySet<(typeof scenarios)[number]>
  readonly isQuick: boolean
}

async function measure({ run, scenarios, isQuick }: Flags): Promise<Results> {
  const latency = []
  const loop = []
  const open = []
  if (scenarios.has('latency')) {
    const rounds = isQuick ? 4 : 20
    for (const size of [small, medium, large])
      latency.push(await measureLatency({ size, rounds, savesPerRound: 100 }, run))
  }
  if (scenarios.has('loop')) {
    const rounds = isQuick ? 2 : 8
    loop.push(await measureLoop({ courses: 100, authorsPerCourse: 2, size: small, rounds, roundMs: 3000 }, run))
  }
  if (scenarios.has('open')) {
    const restarts = isQuick ? 3 : 15
    for (const saves of [0, savesToSnapshot]) open.push(await measureOpen({ size: large, saves, restarts }, run))
  }
  const uploads = scenarios.has('uploads') ? await measureAllUploads(run, isQuick) : []
  return { latency, loop, open, uploads }
}

async function measureAllUploads(run: RunOptions, isQuick: boolean): Promise<UploadResult[]> {
  const rounds = isQuick ? 2 : 6
  const one = await measureUploads({ uploads: 1, sizeBytes: gibibyte, rounds }, run)
  const eight = await measureUploads({ uploads: 8, sizeBytes: gibibyte / 4, rounds }, run)
  return [one, eight]
}

function readFlags() {
  return parseArgs({
    options: {
      only: { type: 'string' },
      quick: { type: 'boolean', default: false },
      write: { type: 'boolean', default: false },
      data: { type: 'string', default: path.join(projectDir, '.data') },
      profile: { type: 'string' },
      help: { type: 'boolean', default: false },
    },
  }).values
}

function writePage(results: Results): void {
  const page = path.join(projectDir, 'docs/benchmarks.md')
  const before = existsSync(page) ? readFileSync(page, 'utf8') : ''
  const date = new Date().toISOString().slice(0, 10)
  writeFileSync(page, withOwnPart(before, pageOf(results, date)))
}

async function main(): Promise<void> {
  const { only, quick, write, data, profile, help: isHelp } = readFlags()
  const chosen = scenarios.filter(name => only === undefined || only === name)
  if (isHelp || chosen.length === 0) return console.log(help)
  if (write && only !== undefined) throw new Error('--write writes what all scenarios have measured: without --only')
  mkdirSync(data, { recursive: true })
  const workDir = mkdtempSync(path.join(data, 'bench-'))
  try {
    const run = { workDir, ...(profile !== undefined && { profileDir: path.resolve(profile) }) }
    const results = await measure({ run, scenarios: new Set(chosen), isQuick: quick })
    console.log(tablesOf(results))
    if (write) writePage(results)
  } finally {
    rmSync(workDir, { recursive: true, force: true })
  }
}

await main()
