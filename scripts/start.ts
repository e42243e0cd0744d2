/** `npm start`: builds the app if it is stale, then serves the app, the API and the sync on one port. */
import { appDir, buildAppIfStale } from './build-app.ts'
import { readOptions, type ServerOptions } from './options.ts'
import { explainStartFailure, serve } from './serve.ts'

async function start(options: ServerOptions): Promise<void> {
  if ((await buildAppIfStale()) === 'failed') process.exit(1)
  try {
    await serve(options, appDir)
  } catch (error) {
    console.error(explainStartFailure(error, options) ?? error)
    process.exit(1)
  }
}

const result = readOptions(process.argv.slice(2), process.env)
switch (result.kind) {
  case 'help':
    console.log(result.help)
    break
  case 'error':
    console.error(result.message)
    process.exitCode = 1
    break
  case 'options':
    await start(result.options)
    break
  default:
    result satisfies never
}
