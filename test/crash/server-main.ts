/** The server as `npm start` runs it, without building the app first. It does not outlive who started it, who can set its clock. */
import { readOptions } from '../../scripts/options.ts'
import { explainStartFailure, serve } from '../../scripts/serve.ts'

process.stdin.on('end', () => process.kill(process.pid, 'SIGKILL'))
const realNow = Date.now
setClockOff(Number(process.env['LECTERN_CLOCK_OFF_MS'] ?? 0))
process.stdin.setEncoding('utf8').on('data', line => {
  setClockOff(Number(line))
  console.log(`clock ${Number(line)}`)
})

const result = readOptions(process.argv.slice(2), process.env)
if (result.kind !== 'options') throw new Error('a test passes on only options that can be read')
try {
  await serve(result.options, import.meta.dirname)
} catch (error) {
  console.error(explainStartFailure(error, result.options) ?? error)
  process.exit(1)
}

/** From now on the machine's clock is wrong by so many ms. */
function setClockOff(ms: number): void {
  Date.now = () => realNow() + ms
}
