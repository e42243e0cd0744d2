/** Runs the server in this process until it is asked to stop. */
import { isLecternError } from '../course/errors.ts'
import type { ServerOptions } from './options.ts'

/** @param appDir folder of the built app; without it the server serves the API and the sync only */
export async function serve(options: ServerOptions, appDir?: string): Promise<void> {
  const { startServer } = await import('../sync-server/main.ts')
  const server = await startServer({ ...options, ...(appDir === undefined ? {} : { appDir }) })
  const stop = () => {
    server.close().then(
      () => process.exit(0),
      error => {
        console.error(error)
        process.exit(1)
      },
    )
  }
  process.once('SIGINT', stop)
  process.once('SIGTERM', stop)
  if (appDir === undefined) return
  console.log(`Lectern is open at ${server.url}`)
  console.log(`Courses are kept in ${options.dataDir}`)
}

/** What to tell the person who started it; undefined for a fault of ours, which keeps its stack. */
export function explainStartFailure(error: unknown, options: ServerOptions): string | undefined {
  if (isLecternError(error)) return `Lectern cannot start: ${error.message}.`
  const code = error instanceof Error && 'code' in error ? error.code : undefined
  switch (code) {
    case 'EADDRINUSE':
      return `Port ${options.port} is in use. Stop the other program or choose a port: npm start -- --port ${options.port + 1}`
    case 'EADDRNOTAVAIL':
    case 'ENOTFOUND':
      return `This machine has no address "${options.host}".`
    case 'EACCES':
      return `Not allowed to listen on port ${options.port} or to write into ${options.dataDir}.`
    default:
      return undefined
  }
}
