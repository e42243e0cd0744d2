/** The count that a run of Vitest ends with, read from its JSON report. */
import { z } from 'zod'

export interface TestCounts {
  readonly passed: number
  readonly failed: number
  readonly skipped: number
}

const reportSchema = z.object({
  numPassedTests: z.number(),
  numFailedTests: z.number(),
  numPendingTests: z.number(),
  numTodoTests: z.number(),
  testResults: z.array(z.object({ status: z.string(), assertionResults: z.array(z.object({ status: z.string() })) })),
})

/**
 * A run that failed counts at least one failure, also where no test failed: a file that could not be loaded, an
 * unhandled rejection, a crash before the report was written.
 *
 * @param report the JSON text; undefined if there is none
 */
export function countTests(report: string | undefined, exitCode: number): TestCounts {
  if (report === undefined) return { passed: 0, failed: 1, skipped: 0 }
  const { numPassedTests, numFailedTests, numPendingTests, numTodoTests, testResults } = reportSchema.parse(
    JSON.parse(report),
  )
  const brokenFiles = testResults.filter(
    file => file.status === 'failed' && !file.assertionResults.some(test => test.status === 'failed'),
  ).length
  const failed = numFailedTests + brokenFiles
  return {
    passed: numPassedTests,
    failed: exitCode === 0 ? failed : Math.max(failed, 1),
    skipped: numPendingTests + numTodoTests,
  }
}

export function summaryOf({ passed, failed, skipped }: TestCounts): string {
  return `${passed} passed, ${failed} failed, ${skipped} skipped`
}
