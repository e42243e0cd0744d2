/** One client of a server: sends a save and waits for its ack, or asks for the whole course. */
import { WebSocket } from 'ws'
import { encodeSyncStep1 } from '../course/wire/frame.ts'
import type { Save } from './bench-author.ts'
import type { Contestant, Envelope } from './contestant.ts'
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
const plain: Envelope = {
  wrap: (_, frame) => frame,
  unwrap: (_, bytes) => bytes,
  greeting: () => new Uint8Array(),
  isWelcome: () => true,
}

export class Connection {
  readonly #contestant: Contestant
  readonly #socket: WebSocket
  readonly #courseId: string
  readonly #envelope: Envelope
  /** A closed connection fails what waits: a save that was never acked ends the run. */
  #waiting: Waiting | undefined
  #receivedBytes: Uint8Array[] | undefined
  #onFrame: ((frame: Uint8Array) => void) | undefined

  private constructor(contestant: Contestant, courseId: string, socket: WebSocket) {
    this.#contestant = contestant
    this.#courseId = courseId
    this.#envelope = contestant.envelope ?? plain
    this.#socket = socket
    socket.on('message', (data: Buffer) => this.#receive(data))
    socket.on('close', code => this.#waiting?.reject(new Error(`${contestant.name} closed with ${code}`)))
  }

  static async open(server: ServerProcess, courseId: string, device: string): Promise<Connection> {
    const { contestant, port } = server
    const socket = new WebSocket(contestant.address(port, courseId, device), { perMessageDeflate: false })
    const connection = new Connection(contestant, courseId, socket)
    await new Promise((resolve, reject) => {
      socket.once('open', resolve)
      socket.once('error', reject)
    })
    if (contestant.envelope) await connection.#greet(contestant.envelope)
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

  /** Each frame that arrives from now on, also those that are awaited. */
  watch(onFrame: (frame: Uint8Array) => void): void {
    this.#onFrame = onFrame
  }

  close(): void {
    this.#socket.terminate()
  }

  async #greet({ greeting, isWelcome }: Envelope): Promise<void> {
    await new Promise<number>((resolve, reject) => {
      this.#waiting = { awaits: isWelcome, resolve, reject, sentAtMs: performance.now() }
      this.#socket.send(greeting(this.#courseId))
    })
  }

  #exchange(frame: Uint8Array, awaits: Awaits): Promise<number> {
    const wrapped = this.#envelope.wrap(this.#courseId, frame)
    return new Promise((resolve, reject) => {
      this.#waiting = { awaits, resolve, reject, sentAtMs: performance.now() }
      this.#socket.send(wrapped)
    })
  }

  #receive(bytes: Uint8Array): void {
    const arrivedAtMs = performance.now()
    const frame = this.#envelope.unwrap(this.#courseId, bytes)
    this.#onFrame?.(frame)
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
