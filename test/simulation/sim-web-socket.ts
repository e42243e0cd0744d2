/** A WebSocket over a line: in order, delayed; when it breaks, any end of what is under way is lost. */
import { decodeFrame } from '../../course/wire/frame.ts'
import type { NetworkServer, ServerEnd, ServerSocket } from '../app/session/fixtures/fake-network.ts'
import type { Random } from '../crash/random.ts'
import type { FaultCounts } from './faults.ts'
import type { SimClock } from './sim-clock.ts'

export interface NetworkContext {
  readonly clock: SimClock
  readonly random: Random
  readonly faults: FaultCounts
  /** Whoever serves at the moment. */
  readonly server: () => NetworkServer | undefined
}

/** What a socket goes over. */
export interface SocketLine {
  readonly context: NetworkContext
  readonly latencyMs: number
  readonly isCut: boolean
  readonly isMute: boolean
  readonly isDeaf: boolean
  readonly refusesUpgrades: boolean
  readonly forgetsOffline: boolean
  readonly sockets: Set<SimWebSocket>
  /** ms one way, for what is sent now. */
  delay(): number
}

type Direction = 'up' | 'down'

const maxUnnoticedMs = 20_000

export class SimWebSocket implements ServerSocket {
  static readonly CONNECTING = 0
  static readonly OPEN = 1
  static readonly CLOSING = 2
  static readonly CLOSED = 3
  readonly OPEN = 1
  readyState = 0
  binaryType = 'arraybuffer'
  readonly bufferedAmount = 0
  onopen: (() => void) | null = null
  onmessage: ((event: { data: ArrayBuffer }) => void) | null = null
  onclose: ((event: { code: number; reason: string }) => void) | null = null
  onerror: (() => void) | null = null
  readonly #line: SocketLine
  #end: ServerEnd | undefined
  #isEndTold = false
  /** Something was lost on the way: no later byte can arrive before it, so nothing but an end can follow. */
  hasLost = false
  readonly #lastArrivalMs = { up: 0, down: 0 }
  /** What would arrive later than this is lost. */
  readonly #lostAfterMs = { up: Number.POSITIVE_INFINITY, down: Number.POSITIVE_INFINITY }

  constructor(line: SocketLine, url: URL) {
    this.#line = line
    line.sockets.add(this)
    line.context.clock.setTimeout(() => this.#open(url), line.delay())
  }

  send(frame: Uint8Array): void {
    const bytes = frame.slice()
    if (this.#line.forgetsOffline && decodeFrame(bytes, 1000).kind === 'sync-step-2') return
    if (this.readyState === 1) this.#carry('up', () => this.#end?.receive(bytes))
  }

  /** This side hangs up. */
  close(): void {
    if (this.readyState === 3) return
    this.#carry('up', () => this.#tellEnd(1000))
    this.#closed(1000, '')
  }

  deliver(frame: Uint8Array): void {
    const data = frame.slice().buffer
    this.#carry('down', () => this.readyState === 1 && this.onmessage?.({ data }))
  }

  /** The server hangs up. */
  shut(code: number, reason: string): void {
    this.#tellEnd(code)
    this.#carry('down', () => this.#closed(code, reason))
  }

  /** The line breaks: both ends find out, each in its own time. */
  break(): void {
    const { clock, random } = this.#line.context
    const nowMs = clock.monotonicMs()
    for (const direction of ['up', 'down'] as const)
      this.#lostAfterMs[direction] = Math.min(
        this.#lostAfterMs[direction],
        nowMs + random.below(this.#line.latencyMs + 1),
      )
    clock.setTimeout(() => this.#closed(1006, ''), random.below(random.below(2) === 0 ? 50 : maxUnnoticedMs))
    clock.setTimeout(() => this.#tellEnd(1006), random.below(maxUnnoticedMs))
  }

  #carry(direction: Direction, arrive: () => void): void {
    const { clock } = this.#line.context
    if (direction === 'up' ? this.#line.isMute : this.#line.isDeaf) this.hasLost = true
    if (this.hasLost) return
    const atMs = Math.max(this.#lastArrivalMs[direction], clock.monotonicMs() + this.#line.delay())
    this.#lastArrivalMs[direction] = atMs
    clock.setTimeout(() => atMs <= this.#lostAfterMs[direction] && arrive(), atMs - clock.monotonicMs())
  }

  #closed(code: number, reason: string): void {
    if (this.readyState === 3) return
    this.readyState = 3
    this.#line.sockets.delete(this)
    this.onclose?.({ code, reason })
  }

  #tellEnd(code: number): void {
    if (this.#isEndTold) return
    this.#isEndTold = true
    this.#end?.ended(code)
  }

  async #open(url: URL): Promise<void> {
    const { server, faults } = this.#line.context
    const serving = server()
    if (this.readyState === 3) return
    if (this.#line.refusesUpgrades) faults.count('upgrade-refused')
    if (!serving || this.#line.isCut || this.#line.refusesUpgrades) return this.#closed(1006, '')
    this.readyState = 1
    this.onopen?.()
    const early: Uint8Array<ArrayBuffer>[] = []
    this.#end = { receive: bytes => early.push(bytes), ended: () => undefined }
    const end = await serving.connect(url, this)
    if (!end) return
    if (this.#isEndTold) return end.ended(1006)
    this.#end = end
    for (const bytes of early) end.receive(bytes)
  }
}
