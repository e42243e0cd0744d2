/**
 * hocuspocus with its SQLite extension. As it comes, it stores a course two seconds after its last change. With `--durable` at
 * each change, and says so when SQLite's transaction has returned: the nearest to a durable ack that its hooks allow.
 */
import { join } from 'node:path'
import { SQLite } from '@hocuspocus/extension-sqlite'
import { Server } from '@hocuspocus/server'
import { serveBenchmark } from '../../server-side.ts'

/** Its clients say something every 15 s; the benchmark's readers are silent. */
const timeout = 3_600_000

const durable = {
  debounce: 0,
  afterStoreDocument: async ({ document }: { document: { broadcastStateless(payload: string): void } }) =>
    document.broadcastStateless('stored'),
}

await serveBenchmark(async dataDir => {
  const server = new Server({
    ...{ address: '127.0.0.1', port: 0, quiet: true, stopOnSignals: false, timeout },
    extensions: [new SQLite({ database: join(dataDir, 'hocuspocus.db') })],
    ...(process.argv.includes('--durable') && durable),
  })
  await server.listen()
  return { port: server.address.port, close: () => server.destroy() }
})
