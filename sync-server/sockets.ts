/** WebSocket upgrades at `/sync/<courseId>`, and the sockets' lives: hello, heartbeat, goodbye. */
import type { IncomingMessage } from 'node:http'
import type { Duplex } from 'node:stream'
import { type WebSocket, WebSocketServer } from 'ws'
import { isLecternError, LecternError } from '../course/errors.ts'
import { limits } from '../course/limits.ts'
import { closeCodeOf, closeCodes } from '../course/wire/close-code.ts'
import type { CourseStore } from '../persistence/course-store.ts'
import { type Admitted, admit, type Entrance } from './auth/entrance.ts'
import type { Refusals } from './auth/refusals.ts'
import type { Guard } from './guarding/guard.ts'
import { sendOn } from './line.ts'
import type { Metrics } from './metrics.ts'
import { readSyncParameters } from './request-identity.ts'
import type { Rooms } from './rooms.ts'
import type { Clock } from './seams.ts'
import type { ServerVoice } from './server-voice.ts'
import { Session, type SessionSocket } from './session.ts'
import { refuseUpgrade, upgradeStatusOf } from './upgrade-refusal.ts'

export interface SocketsContext {
  readonly rooms: Rooms
  readonly store: CourseStore
  readonly metrics: Metrics
  readonly voice: ServerVoice
  readonly guard: Guard
  readonly entrance: Entrance
  readonly clock: Clock
  readonly log: SocketsLog
  readonly refusals: Refusals
}

export interface SocketsLog {
  connected(courseId: string, userId: string): void
  disconnected(courseId: string, code: number): void
  refused(courseId: string, error: LecternError): void
  bug(error: unknown): void
}

/** Twice the largest update: a frame that is too large is answered with 4413 before `ws` would close with 1009. */
const maxPayload = limits.updateBytes * 2

/** After the close frame a peer has this long to answer. */
const goodbyeMs = 2000

export class Sockets {
  readonly #context: SocketsContext
  readonly #server = new WebSocketServer({ noServer: true, maxPayload, perMessageDeflate: false })
  /** Sockets that have not answered the last ping. */
  readonly #silent = new WeakSet<WebSocket>()

  #isListening = true

  constructor(context: SocketsContext) {
    this.#context = context
  }

  get size(): number {
    return this.#server.clients.size
  }

  /** For the HTTP server's `upgrade` event. */
  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void {
    socket.on('error', () => socket.destroy())
    this.#context.guard
      .takeUpgrade(request, socket)
      .then(verdict => {
        if (verdict === 'answered') return undefined
        return this.#open({ request, socket, head, isTooMuch: verdict === 'busy' })
      })
      .catch((error: unknown) => {
        this.#context.log.bug(error)
        socket.destroy()
      })
  }

  async #open({ request, socket, head, isTooMuch }: Upgrade): Promise<void> {
    const url = URL.parse(request.url ?? '/', 'http://localhost')
    if (!url) return refuseUpgrade(socket, 400)
    const [, root, courseId = '', ...rest] = url.pathname.split('/')
    if (root !== 'sync' || rest.length > 0) return refuseUpgrade(socket, 404)
    const { origins } = this.#context.entrance
    if (!origins.mayAsk(request.headers, false) || !origins.isOwnHost(request.headers)) {
      this.#tellRefused(new LecternError('not-allowed', 'a page of another origin, or another name'), courseId)
      return refuseUpgrade(socket, 403)
    }
    try {
      if (isTooMuch) throw new LecternError('busy', 'too many connections of one address')
      const parameters = readSyncParameters(decodeURIComponent(courseId), url.searchParams)
      const admitted = await admit(this.#context.entrance, { request, socket }, parameters)
      this.#server.handleUpgrade(request, socket, head, webSocket =>
        this.#welcome({ webSocket, line: socket }, admitted),
      )
    } catch (error) {
      const refusal = error instanceof URIError ? new LecternError('unknown-course', 'not a course id') : error
      if (!isLecternError(refusal)) throw refusal
      this.#context.metrics.rejected(refusal.code)
      this.#tellRefused(refusal, courseId)
      if (!url.searchParams.has('v')) return refuseUpgrade(socket, upgradeStatusOf(refusal))
      this.#server.handleUpgrade(request, socket, head, webSocket => {
        this.#endSoon(webSocket, closeCodeOf(refusal.code), refusal.code)
      })
    }
  }

  #tellRefused(error: LecternError, courseId: string): void {
    const { code, message: reason } = error
    const status = upgradeStatusOf(error)
    this.#context.refusals.tell({ method: 'WS', address: '/sync/:id', status, code, reason, courseId })
  }

  /** Every 15 s: clients hang up after 30 s without a data frame, and pings are none. */
  beat(): void {
    this.#context.rooms.tellAll()
    for (const webSocket of this.#server.clients) {
      if (this.#silent.has(webSocket)) webSocket.terminate()
      this.#silent.add(webSocket)
      webSocket.ping()
    }
  }

  /** From here on nothing is accepted: clients offer it again to the next process. */
  stopListening(): void {
    this.#isListening = false
  }

  close(): void {
    for (const webSocket of this.#server.clients) this.#endSoon(webSocket, closeCodes.restarting, 'restarting')
    this.#server.close()
  }

  /** Until its room is loaded, nothing more is read from a socket than what has come already. */
  #welcome(opened: Opened, admitted: Admitted): void {
    const { webSocket } = opened
    const { courseId, grant } = admitted
    grant?.whenLost(error => this.#showOut(webSocket, courseId, error))
    const early: Uint8Array<ArrayBuffer>[] = []
    const receiver: Receiver = { take: bytes => early.push(bytes) }
    this.#listen(webSocket, receiver)
    webSocket.pause()
    this.#join(opened, admitted)
      .then(session => {
        if (!session) return
        receiver.take = bytes => session.receive(bytes)
        for (const bytes of early) session.receive(bytes)
      })
      .catch((error: unknown) => this.#turnAway(webSocket, courseId, error))
      .finally(() => webSocket.resume())
  }

  #listen(webSocket: WebSocket, receiver: Receiver): void {
    webSocket.on('error', () => webSocket.terminate())
    webSocket.on('pong', () => this.#silent.delete(webSocket))
    webSocket.on('message', (data, isBinary) => {
      if (!this.#isListening) return
      if (!isBinary || !Buffer.isBuffer(data)) return this.#endSoon(webSocket, closeCodes.malformed, 'malformed')
      try {
        receiver.take(new Uint8Array(data))
      } catch (error) {
        this.#context.log.bug(error)
        webSocket.terminate()
      }
    })
  }

  async #join(opened: Opened, parameters: Admitted): Promise<Session | undefined> {
    const { webSocket } = opened
    const { rooms, store, voice, metrics, log } = this.#context
    const { courseId, userId, device, revision, grant: rights } = parameters
    const { room, presence } = await rooms.open(courseId)
    if (parameters.epoch !== undefined && room.epoch !== null && room.epoch !== parameters.epoch) {
      this.#endSoon(webSocket, closeCodes.otherEpoch, room.epoch)
      rooms.left(courseId)
      return undefined
    }
    const onRejected = (error: LecternError) => {
      metrics.rejected(error.code)
      log.refused(courseId, error)
    }
    const [socket, presenceFlow] = [this.#socketOf(opened), this.#context.guard.presenceFlow()]
    const client = { userId, device, rights, revision, socket, presenceFlow }
    const session = new Session({ ...client, room, presence, store, voice, onRejected })
    await room.enter(session)
    webSocket.on('close', code => {
      session.ended()
      rooms.left(courseId)
      log.disconnected(courseId, code)
    })
    if (webSocket.readyState !== webSocket.OPEN) {
      session.ended()
      rooms.left(courseId)
      return undefined
    }
    log.connected(courseId, userId)
    session.start()
    return session
  }

  #turnAway(webSocket: WebSocket, courseId: string, error: unknown): void {
    const refusal = isLecternError(error)
      ? error
      : new LecternError('store-unavailable', 'not loaded', { cause: error })
    this.#showOut(webSocket, courseId, refusal)
    this.#context.rooms.left(courseId)
  }

  #showOut(webSocket: WebSocket, courseId: string, refusal: LecternError): void {
    this.#context.metrics.rejected(refusal.code)
    this.#context.log.refused(courseId, refusal)
    this.#endSoon(webSocket, closeCodeOf(refusal.code), refusal.code)
  }

  #socketOf({ webSocket, line }: Opened): SessionSocket {
    return {
      get bufferedAmount() {
        return webSocket.bufferedAmount
      },
      send: bytes => sendOn(line, webSocket, bytes),
      close: (code, reason) => this.#endSoon(webSocket, code, reason),
      pause: () => webSocket.pause(),
      resume: () => webSocket.resume(),
    }
  }

  /** A socket that does not answer the close frame does not hold anything up. */
  #endSoon(webSocket: WebSocket, code: number, reason: string): void {
    webSocket.close(code, reason)
    const timer = this.#context.clock.after(goodbyeMs, () => webSocket.terminate())
    webSocket.once('close', () => timer.cancel())
  }
}

interface Receiver {
  take: (bytes: Uint8Array<ArrayBuffer>) => void
}

interface Opened {
  readonly webSocket: WebSocket
  /** What it was opened on. */
  readonly line: Duplex
}

interface Upgrade {
  readonly request: IncomingMessage
  readonly socket: Duplex
  readonly head: Buffer
  readonly isTooMuch: boolean
}
