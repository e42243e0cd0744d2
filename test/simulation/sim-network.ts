/** The lines between browsers and the server: slow, cut, half open, in one direction only; HTTP that repeats and forgets. */
import type { SessionTransport } from '../../app/session/session-seams.ts'
import type { Life, NetworkServer } from '../app/session/fixtures/fake-network.ts'
import { type NetworkContext, SimWebSocket, type SocketLine } from './sim-web-socket.ts'

const patienceMs = 30_000
const baseUrl = 'http://lectern.test'
const portal = '<!doctype html><title>Hotel Wi-Fi</title>'

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
          super(line, new URL(url))
          own.add(this)
        }
      } as unknown as typeof WebSocket,
      fetch: (url, init) => (life.isOver ? new Promise(() => {}) : this.#fetch(new Request(url, init))),
      isOnline: () => !this.isCut,
      onOnline: listener => {
        this.#listeners.add(listener)
        return () => this.#listeners.delete(listener)
      },
    }
  }

  delay(): number {
    return this.latencyMs + this.context.random.below(this.latencyMs + 1)
  }

  async #fetch(request: Request): Promise<Response> {
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
    if (fault === 'http-twice') await this.#serve(server, request.clone())
    const response = await this.#serve(server, request)
    await clock.sleep(this.delay())
    return fault === 'answer-lost' || this.isCut || this.isDeaf ? failed() : response
  }

  async #serve(server: NetworkServer, request: Request): Promise<Response> {
    const { clock } = this.context
    clock.exchanges++
    try {
      // A server that dies answers nothing: the one who asked gives up, as the real transport does.
      return await Promise.race([server.fetch(request), clock.sleep(patienceMs).then(failed)])
    } finally {
      // The answer's body is read by who asked, in turns of its own.
      clock.setTimeout(() => clock.exchanges--, 1000)
    }
  }
}

function failed(): never {
  throw new TypeError('fetch failed')
}
