/** The line between clients and a server, as a TCP proxy on loopback, with everything that real lines do. */
import { once } from 'node:events'
import { connect, createServer, type Server, type Socket } from 'node:net'
import { setTimeout as wait } from 'node:timers/promises'

export type Fault =
  | { readonly kind: 'none' }
  | { readonly kind: 'delay'; readonly delayMs: number }
  | { readonly kind: 'throttle'; readonly bytesPerSecond: number }
  | { readonly kind: 'single-bytes' }
  /** Both ends believe in the connection, and nothing arrives. Lost for good: `cut` has to follow. */
  | { readonly kind: 'half-open' }
  /** What the client sends arrives, what the server says does not. */
  | { readonly kind: 'answers-lost' }
  /** As some proxies do: requests pass, upgrades to a WebSocket do not. */
  | { readonly kind: 'upgrade-blocked' }

type Direction = 'to-server' | 'to-client'

interface Connection {
  readonly client: Socket
  readonly server: Socket
  readonly isUpgrade: boolean
}

/** Slices of a second, in which a throttled line gives out what it may. */
const slicesPerSecond = 50

export class FaultLine {
  readonly #listener: Server
  readonly #serverPort: number
  readonly #connections = new Set<Connection>()
  #fault: Fault = { kind: 'none' }

  constructor(serverUrl: string) {
    this.#serverPort = Number(new URL(serverUrl).port)
    this.#listener = createServer(client => this.#accept(client))
  }

  /** What clients connect to. */
  get url(): string {
    const address = this.#listener.address()
    if (address === null || typeof address === 'string') throw new Error('the line is not open')
    return `http://127.0.0.1:${address.port}`
  }

  async open(): Promise<void> {
    this.#listener.listen(0, '127.0.0.1')
    await once(this.#listener, 'listening')
  }

  /** From now on, also for what is on its way. */
  set fault(fault: Fault) {
    this.#fault = fault
    if (fault.kind === 'upgrade-blocked') this.#end(({ isUpgrade }) => isUpgrade)
  }

  /** All connections end; new ones come about. */
  cut(): void {
    this.#end(() => true)
  }

  async close(): Promise<void> {
    this.cut()
    this.#listener.close()
    await once(this.#listener, 'close')
  }

  #accept(client: Socket): void {
    client.on('error', () => client.destroy())
    client.once('data', request => this.#connect(client, request))
  }

  /** @param request the first bytes: a client opens a connection of its own for each WebSocket */
  #connect(client: Socket, request: Buffer): void {
    const isUpgrade = /^upgrade: websocket/im.test(request.toString('latin1'))
    if (isUpgrade && this.#fault.kind === 'upgrade-blocked') {
      client.end('HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\nConnection: close\r\n\r\n')
      return
    }
    const server = connect(this.#serverPort, '127.0.0.1')
    server.setNoDelay(true)
    client.setNoDelay(true)
    server.on('error', () => server.destroy())
    const connection = { client, server, isUpgrade }
    this.#connections.add(connection)
    const end = () => this.#end(other => other === connection)
    client.on('close', end)
    server.on('close', end)
    client.unshift(request)
    this.#carry(client, server, 'to-server').then(end, end)
    this.#carry(server, client, 'to-client').then(end, end)
  }

  async #carry(from: Socket, to: Socket, direction: Direction): Promise<void> {
    for await (const bytes of from) {
      for (const piece of this.#piecesOf(bytes)) {
        await this.#hold(piece)
        if (!this.#isLost(direction)) await write(to, piece)
      }
    }
  }

  #piecesOf(bytes: Buffer): readonly Buffer[] {
    const fault = this.#fault
    if (fault.kind === 'single-bytes') return inPieces(bytes, 1)
    if (fault.kind !== 'throttle') return [bytes]
    return inPieces(bytes, Math.max(1, Math.floor(fault.bytesPerSecond / slicesPerSecond)))
  }

  async #hold(piece: Buffer): Promise<void> {
    const fault = this.#fault
    if (fault.kind === 'delay') await wait(fault.delayMs)
    if (fault.kind === 'throttle') await wait((piece.length * 1000) / fault.bytesPerSecond)
  }

  #isLost(direction: Direction): boolean {
    const { kind } = this.#fault
    return kind === 'half-open' || (kind === 'answers-lost' && direction === 'to-client')
  }

  #end(isMeant: (connection: Connection) => boolean): void {
    for (const connection of [...this.#connections].filter(isMeant)) {
      this.#connections.delete(connection)
      connection.client.destroy()
      connection.server.destroy()
    }
  }
}

function inPieces(bytes: Buffer, sizeBytes: number): readonly Buffer[] {
  const count = Math.ceil(bytes.length / sizeBytes)
  return Array.from({ length: count }, (_, index) => bytes.subarray(index * sizeBytes, (index + 1) * sizeBytes))
}

/** Each piece is a segment of its own, as far as the system lets it. */
function write(socket: Socket, piece: Buffer): Promise<void> {
  return new Promise((resolve, reject) => {
    socket.write(piece, error => (error ? reject(error) : resolve()))
  })
}
