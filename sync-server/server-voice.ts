/** The server's own awareness client: one random id for each process, its clock raised with every frame [design 5.1]. */
import type { RandomBytes } from '../course/id.ts'
import { encodeAwareness, wireVersion } from '../course/wire/frame.ts'
import type { RoomState } from './room-peer.ts'

export class ServerVoice {
  readonly clientId: number
  /** From 1 upward: clients ignore the clock 0 and equal clocks. */
  #clock = 0
  readonly #frames = new WeakMap<RoomState, Uint8Array<ArrayBuffer>>()

  constructor(randomBytes: RandomBytes) {
    this.clientId = randomBytes(4).reduce((id, byte) => id * 256 + byte, 0)
  }

  /** A frame with the server's state, to be written straight to sockets: one for all who are given the same object. */
  encodeState(state: RoomState): Uint8Array<ArrayBuffer> {
    const known = this.#frames.get(state)
    if (known) return known
    const frame = this.#newFrame(state)
    this.#frames.set(state, frame)
    return frame
  }

  #newFrame({ epoch, revision, acksText, uploadsText }: RoomState): Uint8Array<ArrayBuffer> {
    this.#clock++
    const server = `{"version":${wireVersion},"epoch":${JSON.stringify(epoch)},"revision":${revision}}`
    const state = `{"server":${server},"acks":${acksText},"uploads":${uploadsText}}`
    return encodeAwareness([{ clientId: this.clientId, clock: this.#clock, state }])
  }
}
