/** One client of a server: sends a save and waits for its ack, or asks for the whole course. */
import { WebSocket } from 'ws'
import { encodeSyncStep1 } from '../course/wire/frame.ts'
import type { Save } from './bench-author.ts'
import type { Contestant } from './contestant.ts'
import type { ServerProcess } from './server-process.ts'

/** Answers whether this frame is the awaited one. */
type Awaits = (frame: Uint8Array) => boolean

interface Waiting {
  readonly awaits: Awaits
  readonly sentAtMs: number
  readonly resolve: (durationMs: number) => void
  readonly reject: (error: unknown) => void
}

const emptyStateVector = new Uint8Array([0])

export class Connection {
  readonly #contestant: Contestant
  readonly #socket: WebSocket
  /** A closed connection fails what waits: a save that was never acked ends the run. */
  #waiting: Waiting | undefined
  #receivedBytes: Uint8Array[] | undefined

  private constructor(contestant: Contestant, socket: WebSocket) {
    this.#contestant = contestant
    this.#socket = socket
    socket.on('message', (data: Buffer) => this.#receive(data))
    socket.on('close', code => this.#waiting?.reject(new Error(`${contestant.name} closed with ${code}`)))
  }

  static async open(server: ServerProcess, courseId: string, device: string): Promise<Connection> {
    const { contestant, port } = server
    const socket = new WebSocket(contestant.address(port, courseId, device), { perMessageDeflate: false })
    const connection = new Connection(contestant, socket)
    await new Promise((resolve, reject) => {
      socket.once('open', resolve)
      socket.once('error', reject)
    })
    return connection
  }

  /** Returns the ms from the frame handed to the socket to its ack's arrival. */
  save({ operationId, frame }: Save): Promise<number> {
    return this.#exchange(frame, answer => this.#contestant.hasAck(answer, operationId))
  }

  /** The first sync of an empty client. Returns the ms to its last byte; `frames` gets what arrived. */
  sync(frames: Uint8Array[] = []): Promise<number> {
    this.#receivedBytes = frames
    return this.#exchange(encodeSyncStep1(emptyStateVector), frame => this.#contestant.endsSync(frame))
  }

  close(): void {
    this.#socket.terminate()
  }

  #exchange(frame: Uint8Array, awaits: Awaits): Promise<number> {
    return new Promise((resolve, reject) => {
      this.#waiting = { awaits, resolve, reject, sentAtMs: performance.now() }
      this.#socket.send(frame)
    })
  }

  #receive(frame: Uint8Array): void {
    const arrivedAtMs = performance.now()
    this.#receivedBytes?.push(frame)
    const waiting = this.#waiting
    if (!waiting) return
    try {
      if (!waiting.awaits(frame)) return
      this.#waiting = undefined
      waiting.resolve(arrivedAtMs - waiting.sentAtMs)
    } catch (error) {
      waiting.reject(error)
    }
  }
}
