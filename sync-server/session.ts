/** One WebSocket connection to a course: frames in, frames out, in the order that y-websocket clients rely on. */
import { isLecternError, LecternError } from '../course/errors.ts'
import { limits } from '../course/limits.ts'
import { type CloseCode, closeCodeOf, closeCodes } from '../course/wire/close-code.ts'
import {
  decodeFrame,
  encodeSyncStep1,
  encodeSyncStep2,
  encodeUpdate,
  frameOverheadBytes,
} from '../course/wire/frame.ts'
import type { CourseStore } from '../persistence/course-store.ts'
import { passFailpoint } from '../persistence/failpoint.ts'
import { CausalGap, type SyncPlace } from './causal-gap.ts'
import { readStateVector } from './gate/read-state-vector.ts'
import type { PresenceFlow } from './guarding/presence-flow.ts'
import { type MissingUpdates, missingUpdates } from './missing-updates.ts'
import { type Presence, type PresencePeer, presenceLimits } from './presence.ts'
import type { ReceiveOutcome } from './received.ts'
import type { Room } from './room.ts'
import type { CourseRights, RoomPeer, RoomState } from './room-peer.ts'
import type { ServerVoice } from './server-voice.ts'

/** The transport seam: a `ws` socket, or a simulated one. */
export interface SessionSocket {
  readonly bufferedAmount: number
  send(bytes: Uint8Array): void
  close(code: CloseCode, reason: string): void
  /** Stops and goes on reading from the network. */
  pause(): void
  resume(): void
}

export interface SessionOptions {
  readonly userId: string
  readonly device: string | undefined
  readonly rights?: CourseRights | undefined
  /** The last commit that the client's mirror holds, as it says. */
  readonly revision: number
  readonly room: Room
  readonly presence: Presence
  readonly store: CourseStore
  readonly voice: ServerVoice
  readonly socket: SessionSocket
  /** Without one, all that the client says of itself is taken. */
  readonly presenceFlow?: PresenceFlow
  readonly onRejected: (error: LecternError) => void
}

/** A reader this far behind is cut off: it comes back and gets what it lacks. */
const maxBufferedBytes = 8 * 1024 * 1024
/** Above this much unanswered work of one session, nothing more is read from it. */
const maxUnanswered = 256

type Held = { readonly revision: number; readonly frame: () => Uint8Array }

export class Session implements RoomPeer, PresencePeer {
  readonly userId: string
  readonly device: string | undefined
  readonly rights: CourseRights | undefined
  readonly #options: SessionOptions
  /** Of the client's mirror at first; dropped after the first sync. */
  #mirrorRevision: number
  /** While what a client lacks is read, commits wait here. */
  #held: Held[] | undefined
  #lastSync: Promise<void> = Promise.resolve()
  readonly #gap = new CausalGap()
  #syncFrames = 0
  #unanswered = 0
  /** What a first sync may buffer beyond the bound. */
  #syncAllowanceBytes = 0
  #isClosed = false

  constructor(options: SessionOptions) {
    this.#options = options
    this.userId = options.userId
    this.device = options.device
    this.rights = options.rights
    this.#mirrorRevision = options.revision
  }

  /** Tells the client the server's state and who is here. To be called once, after the room has been entered. */
  start(): void {
    this.#options.room.audience.sendState(this)
    this.#options.presence.add(this)
  }

  receive(bytes: Uint8Array<ArrayBuffer>): void {
    if (this.#isClosed) return
    try {
      if (bytes.length > limits.updateBytes + frameOverheadBytes)
        throw new LecternError('too-large', 'a frame too large')
      this.#handle(bytes)
    } catch (error) {
      if (!isLecternError(error)) throw error
      this.#refuse(error)
    }
  }

  sendUpdate(frame: Uint8Array<ArrayBuffer>, revision: number): void {
    if (this.#held) this.#held.push({ revision, frame: () => frame })
    else this.#write(frame)
  }

  sendState(state: RoomState): void {
    const { voice } = this.#options
    // Made when it is sent, after frames that were made later.
    if (this.#held) this.#held.push({ revision: Number.POSITIVE_INFINITY, frame: () => voice.encodeStateAnew(state) })
    else this.#write(voice.encodeState(state))
  }

  ask(frame: Uint8Array): void {
    this.#write(frame)
  }

  sendPresence(frame: Uint8Array<ArrayBuffer>): void {
    this.#write(frame)
  }

  close(code: CloseCode, reason: string): void {
    if (this.#isClosed) return
    this.#isClosed = true
    this.#options.socket.close(code, reason)
  }

  /** The socket is gone. */
  ended(): void {
    this.#isClosed = true
    this.#options.presence.remove(this)
    this.#options.room.audience.remove(this)
  }

  #handle(bytes: Uint8Array<ArrayBuffer>): void {
    const frame = decodeFrame(bytes, presenceLimits.entriesPerFrame)
    switch (frame.kind) {
      case 'sync-step-1':
        return this.#syncInTurn(readStateVector(frame.stateVector, this.#options.room.known.stateVector))
      case 'sync-step-2':
      case 'update': {
        passFailpoint('update-received')
        const place = { place: this.#syncFrames++, isAnswer: frame.kind === 'sync-step-2' }
        const update = frame.update as Uint8Array<ArrayBuffer>
        const { room } = this.#options
        this.#track(room.receive(update, this).then(outcome => this.#conclude(outcome, place)))
        return
      }
      case 'awareness':
        if (this.#mayTellPresence(bytes.length)) this.#options.presence.receive(this, frame.entries)
        return
      case 'query-awareness':
        if (this.#mayTellPresence(bytes.length)) this.#options.presence.sendAll(this)
        return
      default:
        frame satisfies never
    }
  }

  #mayTellPresence(sizeBytes: number): boolean {
    const verdict = this.#options.presenceFlow?.take(sizeBytes) ?? 'pass'
    if (verdict === 'close') this.#refuse(new LecternError('busy', 'too much awareness'))
    return verdict === 'pass'
  }

  /** Bounded work: where much is unanswered, the client has to wait. */
  #track(work: Promise<void>): void {
    this.#unanswered++
    if (this.#unanswered === maxUnanswered) this.#options.socket.pause()
    work
      .catch((error: unknown) => this.#options.room.fail(error))
      .finally(() => {
        if (this.#unanswered === maxUnanswered) this.#options.socket.resume()
        this.#unanswered--
      })
  }

  #syncInTurn(stateVector: Map<number, number>): void {
    this.#lastSync = this.#lastSync.then(() => this.#sync(stateVector))
    this.#track(this.#lastSync)
  }

  /** Answers a SyncStep1 with what is missing, then SyncStep2, then the server's own SyncStep1. */
  async #sync(stateVector: Map<number, number>): Promise<void> {
    const { room, store } = this.#options
    const held: Held[] = []
    this.#held = held
    const revision = this.#mirrorRevision
    this.#mirrorRevision = 0
    const missing = await missingUpdates(store, room.courseId, { stateVector, revision })
    if (this.#isClosed) return
    this.#sendMissing(missing)
    this.#held = undefined
    for (const later of held) if (later.revision > missing.revision) this.#write(later.frame())
    room.audience.sendState(this)
    this.#write(encodeSyncStep1(room.known.encodeStateVector()))
  }

  #sendMissing({ updates, final }: MissingUpdates): void {
    for (const frame of [...updates.map(encodeUpdate), encodeSyncStep2(final)]) {
      this.#write(frame, frame.length)
    }
  }

  #conclude(outcome: ReceiveOutcome, place: SyncPlace): void {
    switch (outcome.kind) {
      case 'committed':
      case 'known':
        return this.#gap.passed(place) === 'refuse' ? this.#refuse(stillIncomplete()) : undefined
      case 'incomplete':
        if (this.#gap.met(place, outcome.hasCome) === 'refuse') return this.#refuse(stillIncomplete())
        return this.#write(encodeSyncStep1(this.#options.room.known.encodeStateVector()))
      case 'refused':
        return this.#refuse(outcome.error)
      case 'unavailable':
        return this.close(closeCodes.storeUnavailable, outcome.error.code)
      default:
        outcome satisfies never
    }
  }

  #refuse(error: LecternError): void {
    this.#options.onRejected(error)
    this.close(closeCodeOf(error.code), error.code)
  }

  #write(frame: Uint8Array, allowanceBytes = 0): void {
    if (this.#isClosed) return
    const { socket } = this.#options
    if (socket.bufferedAmount === 0) this.#syncAllowanceBytes = 0
    this.#syncAllowanceBytes += allowanceBytes
    socket.send(frame)
    if (socket.bufferedAmount > maxBufferedBytes + this.#syncAllowanceBytes) this.close(closeCodes.busy, 'too-slow')
  }
}

function stillIncomplete(): LecternError {
  return new LecternError('causal-gap', 'still incomplete')
}
