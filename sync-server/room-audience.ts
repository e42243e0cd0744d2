/** Who is in a room, and what they are told after a commit. */
import { ackWindowSize } from '../course/wire/ack.ts'
import type { CloseCode } from '../course/wire/close-code.ts'
import { encodeSyncStep1, encodeUpdate } from '../course/wire/frame.ts'
import { passFailpoint } from '../persistence/failpoint.ts'
import type { StoredOperation } from '../persistence/ledger.ts'
import { type Fates, fatesOf } from './ack.ts'
import { AckWindow, noAcks } from './ack-window.ts'
import type { RoomPeer, RoomState } from './room-peer.ts'
import type { Clock, Timer } from './seams.ts'

/** Acks go to the sockets of the operation's device; without one, to the socket that sent it. */
type Audience = string | RoomPeer

/** Others, who have the bytes, learn the new revision when the course rests, many commits at once: only the author's ack is urgent. */
const restMs = 500
/** Where it never rests. What a reader has not been told of is sent again when it comes back, and changes nothing. */
const mostDelayMs = 5000

export interface CommittedWork {
  readonly from: RoomPeer
  readonly bytes?: Uint8Array<ArrayBuffer>
  readonly fates: Fates
  readonly epoch: string | null
  readonly revision: number
}

export class RoomAudience {
  readonly #peers = new Set<RoomPeer>()
  readonly #windows = new Map<Audience, AckWindow>()
  readonly #behind = new Set<RoomPeer>()
  /** Whose bytes were counted in a state vector, and are not stored after all. */
  readonly #miscounted = new Set<string | undefined>()
  readonly #clock: Clock
  readonly #readUploads: () => string
  #timer: Timer | undefined
  #behindSinceMs: number | undefined
  #epoch: string | null = null
  #revision = 0

  /** @param readUploads JSON text of the `uploads` that everybody is shown */
  constructor(clock: Clock, readUploads: () => string) {
    this.#clock = clock
    this.#readUploads = readUploads
  }

  get size(): number {
    return this.#peers.size
  }

  add(peer: RoomPeer): void {
    this.#peers.add(peer)
    const audience = audienceOf(peer)
    if (!this.#windows.has(audience)) this.#windows.set(audience, new AckWindow())
  }

  /** @param recent the ledger's newest operations of the peer's device, newest first */
  addRecent(peer: RoomPeer, recent: readonly StoredOperation[]): void {
    this.#windows.get(audienceOf(peer))?.addOlder(recent.toReversed())
  }

  remove(peer: RoomPeer): void {
    this.#peers.delete(peer)
    this.#behind.delete(peer)
    const audience = audienceOf(peer)
    if (![...this.#peers].some(other => audienceOf(other) === audience)) this.#windows.delete(audience)
  }

  setPosition(epoch: string | null, revision: number): void {
    this.#epoch = epoch
    this.#revision = revision
  }

  /** The author first, without delay; then the others, who get the bytes before any revision that counts them. */
  tell({ from, bytes, fates, epoch, revision }: CommittedWork): void {
    this.setPosition(epoch, revision)
    const audience = audienceOf(from)
    const window = this.#windows.get(audience)
    window?.add(fates)
    passFailpoint('ack-due')
    if (this.#peers.has(from)) this.sendState(from)
    passFailpoint('ack-sent')
    let frame: Uint8Array<ArrayBuffer> | undefined
    for (const peer of this.#peers) {
      if (peer === from) continue
      // Who sends over HTTP is not in here: a lone peer may be somebody else.
      frame ??= bytes && encodeUpdate(bytes)
      if (frame) peer.sendUpdate(frame, revision)
      if (fates.short.length > 0 && audienceOf(peer) === audience) this.sendState(peer)
      else this.#behind.add(peer)
    }
    if (this.#behind.size > 0) this.#tellLater()
  }

  /** Fates found again in the ledger: told as edges, like new ones [A4]. */
  repeat(peer: RoomPeer, operations: readonly StoredOperation[]): void {
    const window = this.#windows.get(audienceOf(peer))
    for (let from = 0; from < operations.length; from += ackWindowSize) {
      window?.add(fatesOf(operations.slice(from, from + ackWindowSize)))
      this.sendState(peer)
    }
  }

  /** Bytes of this device were not stored, though its sockets may have been told that the server has them. */
  miscounted(device: string | undefined): void {
    this.#miscounted.add(device)
  }

  /** What those devices have is asked for again: a browser keeps bytes that several tabs show, whoever sent them. */
  askAgain(encodeStateVector: () => Uint8Array): void {
    if (this.#miscounted.size === 0) return
    const frame = encodeSyncStep1(encodeStateVector())
    for (const peer of this.#peers) if (this.#miscounted.has(peer.device)) peer.ask(frame)
    this.#miscounted.clear()
  }

  /** Operations that became `stored`: edges for the sockets of their devices, in order. */
  tellSettled(operations: readonly StoredOperation[]): void {
    for (const operation of operations) {
      const window = this.#windows.get(operation.device)
      if (!window) continue
      window.add(fatesOf([operation]))
      for (const peer of this.#peers) if (peer.device === operation.device) this.sendState(peer)
    }
  }

  sendState(peer: RoomPeer): void {
    this.#sendStates([peer])
  }

  sendStateToAll(): void {
    this.#sendStates(this.#peers)
  }

  closeAll(code: CloseCode, reason: string): void {
    for (const peer of [...this.#peers]) peer.close(code, reason)
  }

  close(): void {
    this.#timer?.cancel()
  }

  #tellLater(): void {
    const now = this.#clock.monotonicMs()
    this.#behindSinceMs ??= now
    this.#timer?.cancel()
    this.#timer = this.#clock.after(Math.max(0, Math.min(restMs, this.#behindSinceMs + mostDelayMs - now)), () => {
      this.#behindSinceMs = undefined
      this.#sendStates([...this.#behind])
    })
  }

  /** Whom the same is to be told, the same object is given: it becomes one frame. */
  #sendStates(peers: Iterable<RoomPeer>): void {
    const uploadsText = this.#readUploads()
    const common = { epoch: this.#epoch, revision: this.#revision, uploadsText }
    const withoutAcks: RoomState = { ...common, acks: noAcks }
    const states = new Map<AckWindow, RoomState>()
    for (const peer of peers) {
      this.#behind.delete(peer)
      const window = this.#windows.get(audienceOf(peer))
      if (!window || window.isEmpty) {
        peer.sendState(withoutAcks)
        continue
      }
      const state = states.get(window) ?? { ...common, acks: window.json }
      states.set(window, state)
      peer.sendState(state)
    }
  }
}

function audienceOf(peer: RoomPeer): Audience {
  return peer.device ?? peer
}
