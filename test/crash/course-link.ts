/** One WebSocket connection of a client: syncs a document as y-websocket does, and hears the fates of operations. */
import { WebSocket } from 'ws'
import * as Y from 'yjs'
import { type Ack, ackSchema, type ShortAck, serverStateSchema } from '../../course/wire/ack.ts'
import { decodeFrame, encodeSyncStep1, encodeSyncStep2, encodeUpdate, type Frame } from '../../course/wire/frame.ts'

export interface LinkOptions {
  readonly url: string
  readonly courseId: string
  readonly device?: string
  readonly doc: Y.Doc
  /** For each operation, the first time that this connection hears of it; in the turn in which the frame arrived. */
  readonly onFate?: (fate: ShortAck) => void
}

/** An answer that has not come by then will not come. */
const patienceMs = 30_000

export class CourseLink {
  /** The close code. */
  readonly closed: Promise<number>
  /** What this connection was told, whole where it was told whole. */
  readonly fates = new Map<string, ShortAck | Ack>()
  epoch: string | null = null
  closeReason = ''
  readonly #options: LinkOptions
  readonly #socket: WebSocket
  #isSynced = false
  #isClosed = false
  #waiting: (() => void)[] = []

  constructor(socket: WebSocket, options: LinkOptions) {
    this.#options = options
    this.#socket = socket
    // A server that dies resets the connection; `closed` says so.
    socket.on('error', () => {})
    this.closed = new Promise(resolve => {
      socket.once('close', (code, reason) => {
        this.#isClosed = true
        this.closeReason = reason.toString()
        this.#wake()
        resolve(code)
      })
    })
    socket.on('open', () => socket.send(encodeSyncStep1(Y.encodeStateVector(options.doc))))
    socket.on('message', data => {
      if (!Buffer.isBuffer(data)) throw new Error('a server sends whole binary frames')
      this.#receive(decodeFrame(new Uint8Array(data), 100))
      this.#wake()
    })
  }

  get isClosed(): boolean {
    return this.#isClosed
  }

  /** Resolves when all that the server had when it was asked is in the document. */
  synced(): Promise<void> {
    return this.until(() => this.#isSynced)
  }

  /** Looks again after each frame. @throws where the connection ends first, and where it takes too long */
  async until(isSo: () => boolean): Promise<void> {
    const patience = setTimeout(() => this.#socket.terminate(), patienceMs)
    try {
      while (!isSo()) {
        if (this.#isClosed) throw new Error('a connection ended before it brought what was waited for')
        await new Promise<void>(resolve => this.#waiting.push(resolve))
      }
    } finally {
      clearTimeout(patience)
    }
  }

  send(update: Uint8Array): void {
    if (this.#socket.readyState === WebSocket.OPEN) this.#socket.send(encodeUpdate(update))
  }

  /** Goes on sending, but reads nothing any more: not the server's goodbye either. */
  turnDeaf(): void {
    this.#socket.pause()
  }

  /** As if the network had gone. */
  cut(): void {
    this.#socket.terminate()
  }

  #wake(): void {
    for (const resolve of this.#waiting.splice(0)) resolve()
  }

  #receive(frame: Frame): void {
    const { doc } = this.#options
    switch (frame.kind) {
      case 'sync-step-1':
        this.#socket.send(encodeSyncStep2(Y.encodeStateAsUpdate(doc, frame.stateVector)))
        return
      case 'sync-step-2':
        Y.applyUpdate(doc, frame.update)
        this.#isSynced = true
        return
      case 'update':
        Y.applyUpdate(doc, frame.update)
        return
      case 'awareness':
        for (const { state } of frame.entries) this.#hear(JSON.parse(state))
        return
      case 'query-awareness':
        return
      default:
        frame satisfies never
    }
  }

  #hear(state: unknown): void {
    const parsed = serverStateSchema.safeParse(state)
    if (!parsed.success) return
    this.epoch = parsed.data.server.epoch ?? this.epoch
    for (const fate of Object.values(parsed.data.acks)) {
      const isNew = !this.fates.has(fate.operationId)
      if (isNew || ackSchema.safeParse(fate).success) this.fates.set(fate.operationId, fate)
      if (isNew) this.#options.onFate?.(fate)
    }
  }
}

/** Connects; `synced` says when. */
export function openLink(options: LinkOptions): CourseLink {
  const query = new URLSearchParams({ v: '1', ...(options.device !== undefined && { device: options.device }) })
  const address = `${options.url.replace(/^http/, 'ws')}/sync/${options.courseId}?${query}`
  return new CourseLink(new WebSocket(address, { perMessageDeflate: false }), options)
}
