/** `npm test`: gets what the tests need, runs all of them, and says the count as the very last line. */
import { readFile, rm } from 'node:fs/promises'
import path from 'node:path'
import { buildAppIfStale } from './build-app.ts'
import { ensureChromium } from './ensure-chromium.ts'
import { ensureStrace } from './ensure-strace.ts'
import { projectDir, runCommand } from './run-command.ts'
import { countTests, summaryOf, type TestCounts } from './test-counts.ts'

const reportFile = path.join(projectDir, 'test-results/report.json')

const oneFailure: TestCounts = { passed: 0, failed: 1, skipped: 0 }

/** Arguments after `--` go to Vitest: `npm test -- test/course`, `npm test -- --project unit`. */
async function runTests(args: readonly string[]): Promise<TestCounts> {
  const chromiumPath = await ensureChromium()
  await ensureStrace()
  if ((await buildAppIfStale()) === 'failed') return oneFailure
  // Left over from the last run, it would count for a run that crashed.
  await rm(reportFile, { force: true })
  const vitest = path.join(projectDir, 'node_modules/vitest/vitest.mjs')
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${reportFile}`]
  const exitCode = await runCommand(process.execPath, [vitest, 'run', ...reporters, ...args], {
    env: { ...process.env, CHROMIUM_PATH: chromiumPath },
  })
  const report = await readFile(reportFile, 'utf8').catch(() => undefined)
  return countTests(report, exitCode)
}

async function runTestsOrExplain(args: readonly string[]): Promise<TestCounts> {
  try {
    return await runTests(args)
  } catch (error) {
    console.error(error instanceof Error ? error.message : error)
    return oneFailure
  }
}

const counts = await runTestsOrExplain(process.argv.slice(2))
process.exitCode = counts.failed === 0 ? 0 : 1
console.log(summaryOf(counts))
