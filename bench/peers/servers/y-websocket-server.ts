/** The stock y-websocket server: courses in memory or, with `--leveldb`, in y-leveldb by its own recipe. */
import { createServer } from 'node:http'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { setPersistence, setupWSConnection } from '@y/websocket-server/utils'
import type { WebSocketServer } from 'ws'
import { LeveldbPersistence } from 'y-leveldb'
import * as Y from 'yjs'
import { serveBenchmark } from '../../server-side.ts'

/** Of the version that it brings along. */
const { Server }: { readonly Server: typeof WebSocketServer } = createRequire(import.meta.url)('ws')

function persistIn(folder: string): void {
  const provider = new LeveldbPersistence(folder)
  setPersistence({
    provider,
    bindState: async (name, doc) => {
      const stored = await provider.getYDoc(name)
      // Not awaited: what comes meanwhile would be neither in this update nor heard below.
      void provider.storeUpdate(name, Y.encodeStateAsUpdate(doc))
      Y.applyUpdate(doc, Y.encodeStateAsUpdate(stored))
      doc.on('update', (update: Uint8Array) => void provider.storeUpdate(name, update))
    },
    writeState: async () => {},
  })
}

await serveBenchmark(async dataDir => {
  if (process.argv.includes('--leveldb')) persistIn(join(dataDir, 'leveldb'))
  const sockets = new Server({ noServer: true })
  const server = createServer()
  server.on('upgrade', (request, socket, head) =>
    sockets.handleUpgrade(request, socket, head, client => setupWSConnection(client, request)),
  )
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  if (typeof address !== 'object' || address === null) throw new Error('a TCP server has a port')
  return { port: address.port, close: async () => void server.close() }
})
