/** Who is here: the awareness states of a room's clients, passed on, never trusted. */
import { type AwarenessEntry, encodeAwareness } from '../course/wire/frame.ts'
import type { Clock, Timer } from './seams.ts'

export interface PresencePeer {
  sendPresence(frame: Uint8Array<ArrayBuffer>): void
}

export const presenceLimits = { stateBytes: 4096, entriesPerFrame: 1000 } as const

/** Many movements in this time are one frame. */
const flushDelayMs = 50

/** Keys that only the server's state may have. */
const reservedKeys = ['server', 'acks', 'uploads']

interface Present extends AwarenessEntry {
  readonly owner: PresencePeer
}

export class Presence {
  readonly #clock: Clock
  readonly #serverClientId: number
  readonly #present = new Map<number, Present>()
  readonly #peers = new Map<PresencePeer, number | undefined>()
  readonly #changed = new Map<number, AwarenessEntry>()
  #timer: Timer | undefined

  constructor(clock: Clock, serverClientId: number) {
    this.#clock = clock
    this.#serverClientId = serverClientId
  }

  add(peer: PresencePeer): void {
    this.#peers.set(peer, undefined)
    this.sendAll(peer)
  }

  sendAll(peer: PresencePeer): void {
    if (this.#present.size > 0) peer.sendPresence(encodeAwareness([...this.#present.values()]))
  }

  remove(peer: PresencePeer): void {
    const clientId = this.#peers.get(peer)
    this.#peers.delete(peer)
    if (clientId === undefined) return
    const entry = this.#present.get(clientId)
    this.#present.delete(clientId)
    if (entry) this.#announce({ clientId, clock: entry.clock + 1, state: 'null' })
  }

  /**
   * Takes what a peer says of itself. What it says of others (every stock client echoes all it hears), of the server, or
   * in the server's words is dropped: anybody could forge or erase it.
   */
  receive(peer: PresencePeer, entries: readonly AwarenessEntry[]): void {
    for (const entry of entries) {
      if (entry.clientId === this.#serverClientId || !isHarmless(entry.state)) continue
      const owned = this.#peers.get(peer)
      const present = this.#present.get(entry.clientId)
      if (owned === undefined ? present !== undefined || entry.state === 'null' : owned !== entry.clientId) continue
      if (present && entry.clock <= present.clock) continue
      this.#peers.set(peer, entry.clientId)
      this.#present.set(entry.clientId, { ...entry, owner: peer })
      this.#announce(entry)
    }
  }

  close(): void {
    this.#timer?.cancel()
  }

  #announce(entry: AwarenessEntry): void {
    this.#changed.set(entry.clientId, entry)
    this.#timer ??= this.#clock.after(flushDelayMs, () => {
      this.#timer = undefined
      const frame = encodeAwareness([...this.#changed.values()])
      this.#changed.clear()
      for (const peer of this.#peers.keys()) peer.sendPresence(frame)
    })
  }
}

function isHarmless(state: string): boolean {
  if (state.length > presenceLimits.stateBytes) return false
  try {
    const value: unknown = JSON.parse(state)
    if (typeof value !== 'object') return false
    return value === null || !reservedKeys.some(key => Object.hasOwn(value, key))
  } catch {
    // Not JSON: y-protocols would throw on it at every other client.
    return false
  }
}
