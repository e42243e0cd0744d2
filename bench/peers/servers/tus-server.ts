/** @tus/server with its own file store. */
import { createServer } from 'node:http'
import { FileStore } from '@tus/file-store'
import { Server } from '@tus/server'
import { serveBenchmark } from '../../server-side.ts'

await serveBenchmark(async dataDir => {
  const tus = new Server({ path: '/files', datastore: new FileStore({ directory: dataDir }) })
  const server = createServer((request, response) => {
    tus.handle(request, response)
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  if (typeof address !== 'object' || address === null) throw new Error('a TCP server has a port')
  return { port: address.port, close: async () => void server.close() }
})
