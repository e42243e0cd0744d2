/** The lines between browsers and the server: slow, cut, half open, in one direction only; HTTP that repeats and forgets. */
import { IncomingMessage } from 'node:http'
import { Socket } from 'node:net'
import type { SessionTransport } from '../../app/session/session-seams.ts'
import type { Life, NetworkServer } from '../app/session/fixtures/fake-network.ts'
import { type NetworkContext, SimWebSocket, type SocketLine } from './sim-web-socket.ts'

const patienceMs = 30_000
const baseUrl = 'http://lectern.test'
const portal = '<!doctype html><title>Hotel Wi-Fi</title>'

/** What of a request's body is sent as it goes, and may never arrive. */
export interface BodyExchange {
  readonly bytes: Uint8Array<ArrayBuffer>
  readonly signal: AbortSignal
  readonly onSent: (sentBytes: number) => void
}

const maxPieces = 3

/** One browser's line to the server. */
export class Line implements SocketLine {
  readonly context: NetworkContext
  /** ms one way; drawn anew by whoever makes the line worse or better. */
  latencyMs = 5
  isCut = false
  /** What the browser sends is lost; nobody is told. */
  isMute = false
  /** What the server sends is lost; nobody is told. */
  isDeaf = false
  refusesUpgrades = false
  /** An app of long ago: what it says its version is. */
  version: string | undefined
  /** Of a hundred HTTP exchanges, how many go wrong in some way. */
  httpFaultPercent = 0
  /** Planted: what a new connection offers of before is left out. */
  forgetsOffline = false
  readonly sockets = new Set<SimWebSocket>()
  readonly #listeners = new Set<() => void>()

  constructor(context: NetworkContext) {
    this.context = context
  }

  /** Connections break, each end learns of it at another time; no new one is made. */
  cut(): void {
    this.isCut = true
    this.breakAll()
  }

  breakAll(): void {
    for (const socket of [...this.sockets]) socket.break()
  }

  heal(): void {
    this.isCut = this.isMute = this.isDeaf = this.refusesUpgrades = false
    this.httpFaultPercent = 0
    this.latencyMs = 5
    for (const socket of [...this.sockets]) if (socket.hasLost) socket.break()
    for (const listener of [...this.#listeners]) listener()
  }

  transport(life: Life): SessionTransport & { hangUp(): void } {
    const line = this
    const own = new Set<SimWebSocket>()
    return {
      baseUrl,
      hangUp: () => {
        for (const socket of own) socket.break()
      },
      WebSocket: class extends SimWebSocket {
        constructor(url: string | URL) {
          super(line, line.asSpoken(url))
          own.add(this)
        }
      } as unknown as typeof WebSocket,
      fetch: (url, init) => (life.isOver ? new Promise(() => {}) : this.#fetch(new Request(this.asSpoken(url), init))),
      isOnline: () => !this.isCut,
      onOnline: listener => {
        this.#listeners.add(listener)
        return () => this.#listeners.delete(listener)
      },
    }
  }

  asSpoken(url: string | URL): URL {
    const spoken = new URL(url)
    if (this.version !== undefined && spoken.searchParams.has('v')) spoken.searchParams.set('v', this.version)
    return spoken
  }

  delay(): number {
    return this.latencyMs + this.context.random.below(this.latencyMs + 1)
  }

  /** A request whose body takes its time: whoever is cut off in between has sent a part of it. */
  exchange(request: Request, body: BodyExchange, life: Life): Promise<Response> {
    const isOver = () => life.isOver || body.signal.aborted
    return this.#fetch(request, async server => {
      const incoming = new IncomingMessage(new Socket())
      const fed = this.#feed(incoming, body, isOver)
      const response = await this.#serve(() => server.fetch(request.clone(), { incoming }))
      await fed
      return isOver() ? failed() : response
    })
  }

  /** A line that loses bytes stalls: nobody is told, until somebody gives up. */
  async #feed(incoming: IncomingMessage, { bytes, onSent }: BodyExchange, isOver: () => boolean): Promise<void> {
    const { clock, random } = this.context
    const pieceBytes = Math.ceil(bytes.length / (1 + random.below(maxPieces)))
    for (let from = 0; from < bytes.length; from += pieceBytes) {
      await clock.sleep(this.delay())
      for (let waitedMs = 0; this.isMute && !isOver() && waitedMs < patienceMs; waitedMs += 1000)
        await clock.sleep(1000)
      if (this.isCut || this.isMute || isOver()) return void incoming.destroy()
      incoming.push(Buffer.from(bytes.slice(from, from + pieceBytes)))
      onSent(Math.min(bytes.length, from + pieceBytes))
    }
    incoming.push(null)
  }

  async #fetch(request: Request, serve = this.#whole(request)): Promise<Response> {
    const { clock, random, faults } = this.context
    await clock.sleep(this.delay())
    const server = this.context.server()
    if (this.isCut || this.isMute || !server) return failed()
    const isFaulty = random.below(100) < this.httpFaultPercent
    const fault = isFaulty
      ? (['http-lost', 'answer-lost', 'http-twice', 'portal'] as const)[random.below(4)]
      : undefined
    if (fault) faults.count(fault)
    if (fault === 'http-lost') return failed()
    if (fault === 'portal') return new Response(portal, { headers: { 'content-type': 'text/html' } })
    if (fault === 'http-twice') await serve(server)
    const response = await serve(server)
    await clock.sleep(this.delay())
    return fault === 'answer-lost' || this.isCut || this.isDeaf ? failed() : response
  }

  #whole(request: Request): (server: NetworkServer) => Promise<Response> {
    const isUpload = new URL(request.url).pathname.startsWith('/files')
    return server => this.#serve(() => server.fetch(request.clone(), isUpload ? { incoming: emptyBody() } : undefined))
  }

  async #serve(ask: () => Promise<Response>): Promise<Response> {
    const { clock } = this.context
    clock.exchanges++
    try {
      // A server that dies answers nothing: the one who asked gives up, as the real transport does.
      return await Promise.race([ask(), clock.sleep(patienceMs).then(failed)])
    } finally {
      // The answer's body is read by who asked, in turns of its own.
      clock.setTimeout(() => clock.exchanges--, 1000)
    }
  }
}

function emptyBody(): IncomingMessage {
  const incoming = new IncomingMessage(new Socket())
  incoming.push(null)
  return incoming
}

function failed(): never {
  throw new TypeError('fetch failed')
}
