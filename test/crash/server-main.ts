/** The server as `npm start` runs it, without building the app first. It does not outlive who started it. */
import { readOptions } from '../../scripts/options.ts'
import { explainStartFailure, serve } from '../../scripts/serve.ts'

process.stdin.on('end', () => process.kill(process.pid, 'SIGKILL')).resume()

const result = readOptions(process.argv.slice(2), process.env)
if (result.kind !== 'options') throw new Error('a test passes on only options that can be read')
try {
  await serve(result.options, import.meta.dirname)
} catch (error) {
  console.error(explainStartFailure(error, result.options) ?? error)
  process.exit(1)
}
