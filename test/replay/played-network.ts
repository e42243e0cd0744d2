/** The recorded world on the other side of the wire: says what it said, whatever it hears. */
import { fromBase64 } from 'lib0/buffer'
import type { SessionTransport } from '../../app/session/session-seams.ts'
import type { RecordingEvent } from '../../course/recording.ts'
import type { FirstNumbers } from './prelude.ts'
import type { RecordedOf } from './recorded-of.ts'

export class PlayedNetwork {
  readonly #sockets: PlayedSocket[] = []
  readonly #requests: PromiseWithResolvers<Response>[] = []
  readonly #listeners = new Set<() => void>()
  readonly #beliefs: boolean[]

  readonly transport: SessionTransport = {
    baseUrl: 'http://lectern.test',
    WebSocket: this.#socketClass(),
    fetch: () => {
      const request = Promise.withResolvers<Response>()
      this.#requests.push(request)
      return request.promise
    },
    isOnline: () => (this.#hasBegun ? this.#beliefs.shift() : undefined) ?? true,
    onOnline: listener => {
      this.#listeners.add(listener)
      return () => this.#listeners.delete(listener)
    },
  }

  readonly #first: FirstNumbers
  #hasBegun = false

  constructor(events: readonly RecordingEvent[], first: FirstNumbers) {
    this.#first = first
    this.#beliefs = events.flatMap(event => (event.kind === 'is-online' ? [event.isOnline] : []))
  }

  /** What is asked from now on has been recorded. */
  begin(): void {
    this.#hasBegun = true
  }

  /** The first socket, opened before the recording begins. */
  greet(frames: readonly Uint8Array[]): void {
    const [socket] = this.#sockets
    socket?.open()
    for (const frame of frames) socket?.onmessage?.({ data: frame.slice().buffer })
  }

  refuseFirst(): void {
    this.#sockets[0]?.end(1006, '')
  }

  playOnline(): void {
    for (const listener of [...this.#listeners]) listener()
  }

  /** What was heard on a socket that the session did not open again has nowhere to go: that it is missing is told. */
  playSocket(event: RecordedOf<'open' | 'close' | 'frame'>): void {
    const socket = this.#sockets[event.socket - this.#first.socket]
    if (event.kind === 'open') return socket?.open()
    if (event.kind === 'close') return socket?.end(event.code, event.reason)
    if (event.direction === 'in') socket?.onmessage?.({ data: fromBase64(event.bytes).slice().buffer })
  }

  playAnswer(event: RecordedOf<'answer' | 'no-answer'>): void {
    const request = this.#requests[event.request - this.#first.request]
    if (event.kind === 'no-answer') return request?.reject(new TypeError('no answer'))
    request?.resolve(new Response(event.body === '' ? null : event.body, { status: event.status }))
  }

  #socketClass(): typeof WebSocket {
    const sockets = this.#sockets
    // Of a browser's socket, the session uses no more than this one has.
    return class extends PlayedSocket {
      constructor() {
        super()
        sockets.push(this)
      }
    } as unknown as typeof WebSocket
  }
}

class PlayedSocket {
  readonly OPEN = 1
  readyState = 0
  bufferedAmount = 0
  onopen: (() => void) | null = null
  onmessage: ((event: { data: ArrayBuffer }) => void) | null = null
  onclose: ((event: { code: number; reason: string }) => void) | null = null
  onerror: (() => void) | null = null

  open(): void {
    this.readyState = 1
    this.onopen?.()
  }

  end(code: number, reason: string): void {
    this.readyState = 3
    this.onclose?.({ code, reason })
  }

  /** Recorded before it gets here. */
  send(): void {}

  close(): void {
    this.readyState = 3
  }
}
