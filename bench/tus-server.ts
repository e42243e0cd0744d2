/** The yardstick for uploads: @tus/server with a store that does what its own file store does: it writes, and neither syncs nor looks at what it has. */
import { createWriteStream } from 'node:fs'
import { readFile, stat, writeFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import { join } from 'node:path'
import type { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { DataStore, Server, Upload } from '@tus/server'
import { serveBenchmark } from './server-side.ts'

class PlainFileStore extends DataStore {
  readonly #directory: string

  constructor(directory: string) {
    super()
    this.#directory = directory
    this.extensions = ['creation']
  }

  override async create(upload: Upload): Promise<Upload> {
    await writeFile(this.#pathOf(upload.id), '')
    await writeFile(`${this.#pathOf(upload.id)}.json`, JSON.stringify(upload))
    return upload
  }

  override async getUpload(id: string): Promise<Upload> {
    const { size, metadata } = JSON.parse(await readFile(`${this.#pathOf(id)}.json`, 'utf8'))
    const { size: offset } = await stat(this.#pathOf(id))
    return new Upload({ id, size, offset, metadata })
  }

  override async write(stream: Readable, id: string, offset: number): Promise<number> {
    const file = createWriteStream(this.#pathOf(id), { flags: 'r+', start: offset })
    await pipeline(stream, file)
    return offset + file.bytesWritten
  }

  #pathOf(id: string): string {
    return join(this.#directory, id)
  }
}

await serveBenchmark(async dataDir => {
  const tus = new Server({ path: '/files', datastore: new PlainFileStore(dataDir) })
  const server = createServer((request, response) => {
    tus.handle(request, response)
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  if (typeof address !== 'object' || address === null) throw new Error('a TCP server has a port')
  return { port: address.port, close: async () => void server.close() }
})
