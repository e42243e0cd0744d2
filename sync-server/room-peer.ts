/** A connection as its room sees it: a WebSocket session, or one HTTP exchange. */
import type { CloseCode } from '../course/wire/close-code.ts'

/** What somebody may do in the course at this moment. */
export interface CourseRights {
  readonly canWrite: boolean
  /** A commit of theirs makes the course: they own it, from before anybody else sees it. */
  begin(): void
}

export interface RoomPeer {
  /** Who it is, as authentication says; `device:<device>` or `anonymous` without any. */
  readonly userId: string
  readonly device: string | undefined
  /** Absent where nobody signs in: everybody may do everything. */
  readonly rights?: CourseRights | undefined
  /** A commit of somebody else, as a frame that all are sent. `revision`: the course's after it. */
  sendUpdate(frame: Uint8Array<ArrayBuffer>, revision: number): void
  /** The server's state, for the newest commit this peer has been sent. */
  sendState(state: RoomState): void
  /** A SyncStep1: what the server has, said anew. */
  ask(frame: Uint8Array): void
  close(code: CloseCode, reason: string): void
}

export interface RoomState {
  readonly epoch: string | null
  readonly revision: number
  /** JSON in UTF-8, in pieces. */
  readonly acks: readonly Uint8Array[]
  /** JSON text. */
  readonly uploadsText: string
  /** Kept here by the voice: it is the same for all who are given this object. */
  frame?: Uint8Array<ArrayBuffer>
}
