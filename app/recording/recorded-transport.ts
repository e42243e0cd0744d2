import type { SessionTransport } from '../session/session-seams.ts'
import type { Recorder } from './recorder.ts'

/** The same network, with every frame and every request in the recording. */
export function recordedTransport(transport: SessionTransport, recorder: Recorder): SessionTransport {
  let sockets = 0
  let requests = 0
  class Socket extends RecordedSocket {
    constructor(url: string | URL, protocols?: string | string[]) {
      sockets++
      recorder.add({ kind: 'connect', socket: sockets, query: new URL(url).search })
      super(new transport.WebSocket(url, protocols), sockets, recorder)
    }
  }
  return {
    ...transport,
    isOnline: () => {
      const isOnline = transport.isOnline()
      recorder.add({ kind: 'is-online', isOnline })
      return isOnline
    },
    onOnline: recordedOnline(transport, recorder),
    // Of a browser's socket, the provider uses no more than this one has.
    WebSocket: Socket as unknown as typeof WebSocket,
    fetch: async (url, init) => {
      requests++
      return recordedFetch({ transport, recorder, request: requests }, url, init)
    },
  }
}

/** However many listen, it is one event. */
function recordedOnline(transport: SessionTransport, recorder: Recorder): SessionTransport['onOnline'] {
  const listeners = new Set<() => void>()
  let stop = () => {}
  const hear = () => {
    recorder.add({ kind: 'online' })
    for (const listener of [...listeners]) listener()
  }
  return listener => {
    if (listeners.size === 0) stop = transport.onOnline(hear)
    listeners.add(listener)
    return () => {
      if (listeners.delete(listener) && listeners.size === 0) stop()
    }
  }
}

type Handler<Event> = ((event: Event) => void) | null

/** A socket in front of another one: what comes and goes is noted on the way. */
class RecordedSocket {
  readonly OPEN = 1
  onopen: Handler<Event> = null
  onmessage: Handler<MessageEvent> = null
  onclose: Handler<CloseEvent> = null
  onerror: Handler<Event> = null
  readonly #socket: WebSocket
  readonly #number: number
  readonly #recorder: Recorder

  constructor(socket: WebSocket, number: number, recorder: Recorder) {
    this.#socket = socket
    this.#number = number
    this.#recorder = recorder
    socket.onopen = event => {
      recorder.add({ kind: 'open', socket: number })
      this.onopen?.(event)
    }
    socket.onmessage = event => {
      if (event.data instanceof ArrayBuffer) this.#note('in', new Uint8Array(event.data))
      this.onmessage?.(event)
    }
    socket.onclose = event => {
      recorder.add({ kind: 'close', socket: number, code: event.code, reason: event.reason })
      this.onclose?.(event)
    }
    socket.onerror = event => this.onerror?.(event)
  }

  set binaryType(type: BinaryType) {
    this.#socket.binaryType = type
  }

  get readyState(): number {
    return this.#socket.readyState
  }

  get bufferedAmount(): number {
    return this.#socket.bufferedAmount
  }

  send(frame: Uint8Array<ArrayBuffer>): void {
    this.#socket.send(frame)
    this.#note('out', frame)
  }

  close(): void {
    this.#socket.close()
  }

  #note(direction: 'in' | 'out', bytes: Uint8Array): void {
    this.#recorder.add({ kind: 'frame', socket: this.#number, direction, bytes })
  }
}

interface Asking {
  readonly transport: SessionTransport
  readonly recorder: Recorder
  readonly request: number
}

/** An answer is read whole before it is handed on: those of a course session are JSON, and read whole anyway. */
async function recordedFetch(
  { transport, recorder, request }: Asking,
  url: string,
  init?: RequestInit,
): Promise<Response> {
  const { pathname, search } = new URL(url)
  const body = typeof init?.body === 'string' ? { body: init.body } : {}
  recorder.add({ kind: 'request', request, method: init?.method ?? 'GET', path: pathname + search, ...body })
  try {
    const response = await transport.fetch(url, init)
    const text = await response.text()
    const { status, statusText, headers } = response
    recorder.add({ kind: 'answer', request, status, body: text })
    return new Response(text === '' ? null : text, { status, statusText, headers })
  } catch (error) {
    recorder.add({ kind: 'no-answer', request })
    throw error
  }
}
