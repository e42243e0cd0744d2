/** `POST /api/courses/:id/sync`: the socket's bytes, operation ids and ledger answers, in one exchange [design 5.2]. */
import { LecternError } from '../course/errors.ts'
import type { SyncRequest, SyncResponse } from '../course/wire/http.ts'
import type { CourseStore } from '../persistence/course-store.ts'
import { ackOf } from './ack.ts'
import { KnownState } from './gate/known-state.ts'
import { readStateVector } from './gate/read-state-vector.ts'
import { missingUpdates } from './missing-updates.ts'
import type { ReceiveOutcome } from './received.ts'
import type { Room } from './room.ts'
import type { CourseRights, RoomPeer } from './room-peer.ts'
import type { Rooms } from './rooms.ts'

export interface SyncExchange {
  readonly courseId: string
  readonly userId: string
  readonly device: string | undefined
  readonly rights?: CourseRights | undefined
  /** The epoch that the client knows, if any. */
  readonly epoch: string | undefined
  readonly request: SyncRequest
}

export interface HttpSyncContext {
  readonly rooms: Rooms
  readonly store: CourseStore
}

/** @throws {LecternError} `other-epoch` (the message is the new one), `causal-gap`, and what the gate refuses */
export async function syncOverHttp(exchange: SyncExchange, { rooms, store }: HttpSyncContext): Promise<SyncResponse> {
  const { courseId, userId, device, rights, epoch, request } = exchange
  const { room } = await rooms.open(courseId)
  try {
    if (epoch !== undefined && room.epoch !== null && room.epoch !== epoch) {
      throw new LecternError('other-epoch', room.epoch)
    }
    const peer: RoomPeer = { userId, device, rights, sendUpdate() {}, sendState() {}, ask() {}, close() {} }
    const outcomes = await Promise.all(request.updates.map(update => room.receive(bytesOf(update), peer)))
    const acks = outcomes.flatMap(acksOf)
    const told = new Set(acks.map(({ operationId }) => operationId))
    const asked = request.operationIds.filter(id => !told.has(id))
    const found = asked.length > 0 ? await store.findOperations(courseId, asked) : []
    const client = { stateVector: stateVectorOf(request, room), revision: 0 }
    const missing = await missingUpdates(store, courseId, client)
    // What is still on its way to the disk may not get there, and nobody would tell this client.
    const stored = KnownState.ofStored(await store.loadSummary(courseId))
    return {
      epoch: room.epoch,
      revision: missing.revision,
      updates: [...missing.updates, missing.final].map(base64Of),
      stateVector: base64Of(stored.encodeStateVector()),
      acks: [...acks, ...found.map(ackOf)],
    }
  } finally {
    rooms.left(courseId)
  }
}

function acksOf(outcome: ReceiveOutcome) {
  switch (outcome.kind) {
    case 'committed':
    case 'known':
      return outcome.acks
    case 'refused':
      if (outcome.acks.length > 0) return outcome.acks
      throw outcome.error
    case 'incomplete':
      throw new LecternError('causal-gap', 'an update builds on what is not here: send all since the state vector')
    case 'unavailable':
      throw outcome.error
    default:
      return outcome satisfies never
  }
}

function stateVectorOf({ stateVector }: SyncRequest, { known }: Room): Map<number, number> {
  return stateVector === '' ? new Map() : readStateVector(bytesOf(stateVector), known.stateVector)
}

function bytesOf(base64: string): Uint8Array<ArrayBuffer> {
  return new Uint8Array(Buffer.from(base64, 'base64'))
}

function base64Of(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('base64')
}
