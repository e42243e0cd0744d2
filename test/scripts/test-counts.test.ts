import { describe, expect, it } from 'vitest'
import { countTests, summaryOf } from '../../scripts/test-counts.ts'

const report = (numbers: object, testResults: readonly object[] = []) =>
  JSON.stringify({ numPassedTests: 0, numFailedTests: 0, numPendingTests: 0, numTodoTests: 0, testResults, ...numbers })

describe('The last line of npm test', () => {
  it('counts what passed, failed and was skipped', () => {
    const counts = countTests(report({ numPassedTests: 7, numFailedTests: 2, numPendingTests: 1, numTodoTests: 1 }), 1)
    expect(summaryOf(counts)).toBe('7 passed, 2 failed, 2 skipped')
  })

  it('counts a file that could not be loaded as a failure', () => {
    const broken = report({ numPassedTests: 3 }, [{ status: 'failed', assertionResults: [] }])
    expect(countTests(broken, 1)).toEqual({ passed: 3, failed: 1, skipped: 0 })
  })

  it('counts a failure where the run failed and no test did', () => {
    expect(countTests(report({ numPassedTests: 3 }), 1)).toEqual({ passed: 3, failed: 1, skipped: 0 })
  })

  it('counts a failure where there is no report', () => {
    expect(countTests(undefined, 0)).toEqual({ passed: 0, failed: 1, skipped: 0 })
  })
})
