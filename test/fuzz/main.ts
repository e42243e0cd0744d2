/** `npm run fuzz`: one of the fuzzers, in a thread whose silence and memory are bounded. */
import { parseArgs } from 'node:util'
import { isMainThread, parentPort, Worker, workerData } from 'node:worker_threads'
import { type FuzzerName, fuzzers } from './fuzzers.ts'
import { FuzzReport } from './report.ts'

const help = `Usage: npm run fuzz -- ${Object.keys(fuzzers).join('|')} [flags]

  --runs <N>   so many mutants (default 5000)
  --seed <S>   of the first scene (default 1); a failure names the one that shows it again
  --help       this text
`

/** Mutants between two signs of life. */
const chunk = 1000
/** A thread that says nothing for so long hangs, on a machine that does much else too. */
const silenceMs = 600_000
const heapMb = 768

interface Job {
  readonly name: FuzzerName
  readonly runs: number
  readonly seed: number
}

if (isMainThread) await command()
else await work(workerData as Job)

async function command(): Promise<void> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      runs: { type: 'string', default: '5000' },
      seed: { type: 'string', default: '1' },
      help: { type: 'boolean', default: false },
    },
  })
  const name = Object.keys(fuzzers).find((known): known is FuzzerName => known === positionals[0])
  if (values.help || !name) return console.log(help)
  process.exitCode = await watch({ name, runs: Number(values.runs), seed: Number(values.seed) })
}

/** @returns the exit code */
function watch(job: Job): Promise<number> {
  const thread = new Worker(new URL(import.meta.url), {
    workerData: job,
    // Yjs says much about clientIDs.
    stdout: true,
    resourceLimits: { maxOldGenerationSizeMb: heapMb },
  })
  thread.stdout.resume()
  return new Promise(resolve => {
    const fail = (what: string) => {
      console.log(`FAILED ${what}`)
      thread.terminate().then(() => resolve(1))
    }
    let timer = setTimeout(fail, silenceMs, 'it hangs, or has hung')
    thread.on('message', (line: string) => {
      clearTimeout(timer)
      timer = setTimeout(fail, silenceMs, `it hangs after: ${line}`)
      console.log(line)
    })
    thread.on('error', error => fail(`it threw ${error.stack ?? error.message}`))
    thread.on('exit', code => {
      clearTimeout(timer)
      resolve(code)
    })
  })
}

async function work({ name, runs, seed }: Job): Promise<void> {
  const report = new FuzzReport()
  const fuzz = fuzzers[name]
  let next = seed
  while (report.runs < runs && report.failures.length === 0) {
    const before = report.runs
    const size = Math.min(chunk, runs - before)
    next = await fuzz({ runs: size, seed: next, report })
    const heapMb = Math.round(process.memoryUsage().heapUsed / 1024 / 1024)
    parentPort?.postMessage(`${name}: ${report.text}, heap ${heapMb} MB, next --seed ${next}`)
    if (report.runs === before) throw new Error('a fuzzer that does not go on')
  }
  process.exitCode = report.failures.length === 0 ? 0 : 1
}
