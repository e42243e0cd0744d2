/** `npm run check`: types, lint, unused code, the build, and the unit tests but for the longest. */
import { availableParallelism } from 'node:os'
import { captureCommand } from './run-command.ts'

interface Step {
  readonly name: string
  readonly command: readonly [program: string, ...args: string[]]
}

/** The longest first, so that no worker ends alone with it. */
const steps: readonly Step[] = [
  { name: 'unit tests', command: ['vitest', 'run', '--project', 'unit', '--reporter', 'dot'] },
  { name: 'unused code', command: ['knip', '--no-progress'] },
  {
    name: 'build',
    command: ['vite', 'build', '--config', 'vite.config.ts', '--logLevel', 'warn', '--outDir', '../dist/check'],
  },
  { name: 'types', command: ['tsc', '--noEmit'] },
  { name: 'lint', command: ['biome', 'check', '--error-on-warnings', '.'] },
]
const maxLinesShown = 60

/** @returns whether it passed */
async function runStep({ name, command: [program, ...args] }: Step): Promise<boolean> {
  const startedAt = performance.now()
  const { exitCode, output } = await captureCommand(program, args)
  const seconds = ((performance.now() - startedAt) / 1000).toFixed(1)
  if (exitCode === 0) {
    console.log(`ok      ${name} (${seconds} s)`)
    return true
  }
  const lines = output.trimEnd().split('\n')
  const hidden = lines.length - maxLinesShown
  console.log(`FAILED  ${name} (${seconds} s): ${[program, ...args].join(' ')}`)
  if (hidden > 0) console.log(`        ... ${hidden} more lines before these`)
  console.log(lines.slice(-maxLinesShown).join('\n'))
  return false
}

async function runSteps(): Promise<string[]> {
  const waiting = [...steps]
  const failed: string[] = []
  const work = async () => {
    for (let step = waiting.shift(); step; step = waiting.shift()) {
      if (!(await runStep(step))) failed.push(step.name)
    }
  }
  await Promise.all(Array.from({ length: Math.min(availableParallelism(), 3) }, work))
  return failed
}

const failed = await runSteps()
console.log(failed.length === 0 ? 'All checks passed.' : `Failed: ${failed.join(', ')}`)
process.exitCode = failed.length === 0 ? 0 : 1
