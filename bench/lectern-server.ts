/** Lectern as `npm start` runs it, without the app's files. */
import { startServer } from '../sync-server/main.ts'
import { serveBenchmark } from './server-side.ts'

await serveBenchmark(async dataDir => {
  const server = await startServer({ host: '127.0.0.1', port: 0, dataDir })
  return { port: Number(new URL(server.url).port), close: () => server.close() }
})
