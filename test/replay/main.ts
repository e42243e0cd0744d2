/** `npm run replay -- FILE`: a recording run again, or as load on a real server. */
import { parseArgs } from 'node:util'
import { runLoad } from './load.ts'
import { type RecordingFile, readRecordingFile } from './recording-file.ts'
import { runAgain } from './run-again.ts'

const usage = `Usage: npm run replay -- FILE… [--times N [--speed K] [--server URL]]

Runs what a recording tells of (docs/recording.md) on the code as it is now, and says where it differs.

  --times <N>     as load instead: what the author did, by N devices at once, each on a new course of a real server
  --speed <K>     K times faster than it was recorded (default 1)
  --server <URL>  the server for it; one of its own, on a folder that is thrown away, where none is named
  --help          this text

Ends with 0: the same, or every save acknowledged as stored. 1: not so. 2: called wrongly, or not a recording.`

interface Call {
  readonly files: readonly string[]
  /** Undefined: no load. */
  readonly times: number | undefined
  readonly speed: number
  readonly server: string | undefined
}

process.exitCode = await main(process.argv.slice(2))

async function main(argv: readonly string[]): Promise<number> {
  const call = readCall(argv)
  if (typeof call === 'number') return call
  const codes = []
  for (const file of call.files) codes.push(await replay(file, call))
  return Math.max(...codes)
}

async function replay(name: string, call: Call): Promise<number> {
  const file = await readRecordingFile(name)
  if (file.kind === 'unreadable') {
    console.error(`${name}: ${file.reason}`)
    return 2
  }
  const { isGood, report } = await verdictOn(file, call)
  console.log(`${name}: ${report.join('\n')}`)
  return isGood ? 0 : 1
}

interface Verdict {
  readonly isGood: boolean
  readonly report: readonly string[]
}

async function verdictOn(file: Extract<RecordingFile, { kind: 'ok' }>, call: Call): Promise<Verdict> {
  const { times, speed, server } = call
  if (times !== undefined) return runLoad(file.recording, { times, speed, server })
  const { isSame, report } = await runAgain(file)
  return { isGood: isSame, report }
}

/** @returns what is to be done, or how the process ends */
function readCall(argv: readonly string[]): Call | number {
  const options = {
    times: { type: 'string' },
    speed: { type: 'string', default: '1' },
    server: { type: 'string' },
    help: { type: 'boolean', default: false },
  } as const
  try {
    const { values, positionals } = parseArgs({ args: [...argv], options, allowPositionals: true })
    if (values.help) console.log(usage)
    if (values.help) return 0
    if (positionals.length === 0) throw new Error('one FILE is needed')
    const times = values.times === undefined ? undefined : amountOf('--times', values.times)
    if (values.server !== undefined && !URL.canParse(values.server)) throw new Error('--server is not an address')
    const server = values.server?.replace(/\/+$/, '')
    return { files: positionals, times, speed: amountOf('--speed', values.speed), server }
  } catch (error) {
    console.error(`${error instanceof Error ? error.message : error}\n\n${usage}`)
    return 2
  }
}

function amountOf(flag: string, text: string): number {
  const amount = Number(text)
  if (!(amount > 0) || amount === Number.POSITIVE_INFINITY) throw new Error(`${flag} is a number above 0`)
  return amount
}
