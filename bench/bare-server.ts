/**
 * The physical limit: appends each message to one file, syncs it, and only then answers. With `--grouping`, messages that
 * come while a sync runs share the next one. No document, no check, no ledger. A SyncStep1 is answered with the whole
 * file in one message.
 */
import { close, fsync, open, readFile, write, writev } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { type WebSocket, WebSocketServer } from 'ws'
import { decodeFrame } from '../course/wire/frame.ts'
import { serveBenchmark } from './server-side.ts'

interface Message {
  readonly bytes: Buffer
  readonly from: WebSocket
}

const ack = new Uint8Array(8)
const inOnePiece = { maxPayload: 64 * 1024 * 1024, perMessageDeflate: false }

interface Log {
  append(message: Message): void
}

/** Appends and syncs of several messages overlap in the thread pool. */
class SyncingEach implements Log {
  readonly #file: number

  constructor(file: number) {
    this.#file = file
  }

  append({ bytes, from }: Message): void {
    write(this.#file, bytes, error => {
      if (error) throw error
      fsync(this.#file, failure => {
        if (failure) throw failure
        from.send(ack)
      })
    })
  }
}

class SyncingGroups implements Log {
  readonly #file: number
  #gathered: Message[] = []
  #isSyncing = false

  constructor(file: number) {
    this.#file = file
  }

  append(message: Message): void {
    this.#gathered.push(message)
    if (!this.#isSyncing) this.#syncNext()
  }

  #syncNext(): void {
    const group = this.#gathered
    this.#gathered = []
    this.#isSyncing = group.length > 0
    if (!this.#isSyncing) return
    const bytes = group.map(message => message.bytes)
    writev(this.#file, bytes, error => {
      if (error) throw error
      fsync(this.#file, failure => {
        if (failure) throw failure
        for (const { from } of group) from.send(ack)
        this.#syncNext()
      })
    })
  }
}

await serveBenchmark(async dataDir => {
  const path = join(dataDir, 'messages')
  const file = await promisify(open)(path, 'a')
  const messages: Log = process.argv.includes('--grouping') ? new SyncingGroups(file) : new SyncingEach(file)
  const server = new WebSocketServer({ host: '127.0.0.1', port: 0, ...inOnePiece })
  server.on('connection', from => {
    from.on('message', (bytes: Buffer) => {
      if (decodeFrame(bytes, 0).kind === 'update') messages.append({ bytes, from })
      else promisify(readFile)(path).then(whole => from.send(whole))
    })
  })
  await new Promise(resolve => server.once('listening', resolve))
  const address = server.address()
  if (typeof address !== 'object' || address === null) throw new Error('a TCP server has a port')
  return {
    port: address.port,
    close: async () => {
      for (const client of server.clients) client.terminate()
      await promisify(server.close.bind(server))()
      await promisify(close)(file)
    },
  }
})
