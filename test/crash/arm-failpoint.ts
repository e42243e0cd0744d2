/**
 * Loaded by `--import` into every thread of a test's server. `LECTERN_FAILPOINT=name:nth` dies there at the nth time with
 * SIGKILL; `LECTERN_PASSED=file` writes down what has been passed. Nothing else reads these.
 */
import { appendFileSync } from 'node:fs'
import { watchFailpoints } from '../../persistence/failpoint.ts'

const [deadly = '', nth = '1'] = (process.env['LECTERN_FAILPOINT'] ?? '').split(':')
const record = process.env['LECTERN_PASSED']
const passed = new Set<string>()
let left = Number(nth)

watchFailpoints(point => {
  if (record !== undefined && !passed.has(point)) {
    passed.add(point)
    appendFileSync(record, `${point}\n`)
  }
  if (point !== deadly) return
  left--
  if (left === 0) process.kill(process.pid, 'SIGKILL')
})
