/** The server's own awareness client: one random id for each process, its clock raised with every frame [design 5.1]. */
import type { RandomBytes } from '../course/id.ts'
import { encodePiecedAwareness, wireVersion } from '../course/wire/frame.ts'
import type { RoomState } from './room-peer.ts'

export class ServerVoice {
  readonly clientId: number
  /** From 1 upward: clients ignore the clock 0 and equal clocks. */
  #clock = 0

  constructor(randomBytes: RandomBytes) {
    this.clientId = randomBytes(4).reduce((id, byte) => id * 256 + byte, 0)
  }

  /** A frame with the server's state, to be written straight to sockets: one for all who are given the same object. */
  encodeState(state: RoomState): Uint8Array<ArrayBuffer> {
    state.frame ??= this.encodeStateAnew(state)
    return state.frame
  }

  /** A frame of its own: the clock has to rise from frame to frame. */
  encodeStateAnew({ epoch, revision, acks, uploadsText }: RoomState): Uint8Array<ArrayBuffer> {
    this.#clock++
    const server = `{"version":${wireVersion},"epoch":${JSON.stringify(epoch)},"revision":${revision}}`
    const before = Buffer.from(`{"server":${server},"acks":`)
    const after = Buffer.from(`,"uploads":${uploadsText}}`)
    return encodePiecedAwareness({ clientId: this.clientId, clock: this.#clock, state: [before, ...acks, after] })
  }
}
