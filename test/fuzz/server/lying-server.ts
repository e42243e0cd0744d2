/** A server that means harm, or a line that damages what it carries: the real one, whose every word is bent on its way. */
import { closeCodes } from '../../../course/wire/close-code.ts'
import { type AwarenessEntry, decodeFrame, encodeAwareness } from '../../../course/wire/frame.ts'
import {
  FakeWebSocket,
  type NetworkServer,
  type ServerEnd,
  type ServerSocket,
} from '../../app/session/fixtures/fake-network.ts'
import type { TestServer } from '../../app/session/fixtures/test-server.ts'
import { bendJson } from '../archives/bend-text.ts'
import type { Chance } from '../chance.ts'
import { bendBytes } from '../mutate-bytes.ts'
import { anyEntry } from '../sockets/any-awareness.ts'
import { anyFrame } from '../sockets/any-frame.ts'

const codes = [...Object.values(closeCodes), 1000, 1001, 1006, 1009, 1011, 4000, 4999] as const
const reasons = ['', 'causal-gap', 'split', 'out-of-schema', 'operation-reused', '__proto__', 'x'.repeat(120)] as const
/** Never the one that makes a save saved. */
const statuses = [
  '"committed"',
  '"STORED"',
  '"stored "',
  'null',
  '["stored"]',
  '{"stored":"stored"}',
  '1',
  '""',
] as const
const mostEntries = 1000

export class LyingServer implements NetworkServer {
  readonly #honest: TestServer
  readonly #chance: Chance
  readonly #onLie: (kind: string) => void
  readonly #caught = new WeakSet<NonNullable<FakeWebSocket['onmessage']>>()
  #lastUpdate: Uint8Array = new Uint8Array([0, 0])

  constructor(honest: TestServer, chance: Chance, onLie: (kind: string) => void) {
    this.#honest = honest
    this.#chance = chance
    this.#onLie = onLie
  }

  connect(url: URL, socket: ServerSocket): Promise<ServerEnd | undefined> {
    return this.#honest.connect(url, {
      deliver: frame => this.deliver(socket, frame),
      shut: (code, reason) => socket.shut(code, reason),
    })
  }

  /** Instead of this frame one or two others, or an end. */
  deliver(socket: ServerSocket, frame: Uint8Array): void {
    if (socket instanceof FakeWebSocket) this.#catchAt(socket)
    if (this.#chance.oneIn(40)) {
      this.#onLie('closed')
      return socket.shut(this.#chance.pickAny(codes) ?? 1006, this.#chance.pick(reasons))
    }
    if (this.#chance.oneIn(4)) {
      this.#onLie('frame of its own')
      socket.deliver(this.ownFrame())
    }
    socket.deliver(this.#bentFrame(frame))
  }

  ownFrame(): Uint8Array {
    return anyFrame(this.#chance, { clientIds: [], updates: [this.#lastUpdate] })
  }

  async fetch(request: Request): Promise<Response> {
    const answer = await this.#honest.fetch(request)
    const text = this.#withoutStored(await answer.text())
    this.#onLie('answer')
    switch (this.#chance.below(6)) {
      case 0:
        return new Response('<!doctype html><title>Sign in to the hotel</title>')
      case 1:
        return new Response(text.slice(0, this.#chance.below(text.length + 1)), { status: answer.status })
      case 2:
        return new Response(this.#chance.pick(['', 'null', '[]', '{"acks":[]}', '{"__proto__":{}}']), { status: 200 })
      case 3:
        return new Response(text, { status: this.#chance.pick([200, 400, 401, 404, 409, 422, 429, 500, 503]) })
      default:
        return new Response(this.#bentJson(text), { status: answer.status })
    }
  }

  /** y-websocket throws at some frames, into its socket: a page's console has it, and the next frame is read as any. */
  #catchAt(socket: FakeWebSocket): void {
    const { onmessage: read } = socket
    if (!read || this.#caught.has(read)) return
    const guarded: typeof read = event => {
      try {
        read(event)
      } catch {
        this.#onLie('a frame that y-websocket throws at')
      }
    }
    this.#caught.add(guarded)
    socket.onmessage = guarded
  }

  #bentFrame(frame: Uint8Array): Uint8Array {
    const decoded = decodeFrame(frame, mostEntries)
    if (decoded.kind === 'awareness') {
      this.#onLie('awareness')
      const entries = decoded.entries.map(entry => this.#bentEntry(entry))
      if (this.#chance.oneIn(4)) entries.push(anyEntry(this.#chance, { clientIds: entries.map(e => e.clientId) }))
      const bent = encodeAwareness(entries)
      return this.#chance.oneIn(8) ? bendBytes(bent, this.#chance) : bent
    }
    if (decoded.kind === 'update') this.#lastUpdate = decoded.update
    this.#onLie(decoded.kind)
    return this.#chance.oneIn(4) ? bendBytes(frame, this.#chance) : frame
  }

  #bentEntry(entry: AwarenessEntry): AwarenessEntry {
    const state = this.#withoutStored(entry.state)
    return { ...entry, state: this.#chance.oneIn(3) ? this.#bentJson(state) : state }
  }

  #withoutStored(text: string): string {
    return text.replaceAll('"stored"', this.#chance.pick(statuses))
  }

  #bentJson(text: string): string {
    try {
      return bendJson(text, this.#chance)
    } catch {
      // It was no JSON, or is too deep to be written.
      return text
    }
  }
}
