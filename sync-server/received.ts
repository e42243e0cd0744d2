/** One update on its way through a room, and what became of it. */

import * as Y from 'yjs'
import { isLecternError, LecternError } from '../course/errors.ts'
import { type Operation, operationSchema } from '../course/operation.ts'
import type { Ack } from '../course/wire/ack.ts'
import { isJsonValue } from './gate/json-value.ts'
import type { ReceivedUpdate } from './gate/read-update.ts'
import type { RoomPeer } from './room-peer.ts'

export type ReceiveOutcome =
  /** Durable. The acks of its operations. */
  | { readonly kind: 'committed'; readonly acks: readonly Ack[] }
  /** Nothing in it was new; the ledger's answers for its operations [A4]. */
  | { readonly kind: 'known'; readonly acks: readonly Ack[] }
  /** Something it builds on is missing: to be asked for again [A2]. `hasCome`: whether all of it is here by now. */
  | { readonly kind: 'incomplete'; readonly hasCome: () => boolean }
  /** Refused; a single operation in it is rejected in the ledger, several have to come one by one [P4]. */
  | { readonly kind: 'refused'; readonly error: LecternError; readonly acks: readonly Ack[] }
  /** The room is gone; nothing is known of the update. */
  | { readonly kind: 'unavailable'; readonly error: LecternError }

export interface Received {
  readonly bytes: Uint8Array<ArrayBuffer>
  readonly peer: RoomPeer
  /** monotonic ms */
  readonly receivedAtMs: number
  readonly resolve: (outcome: ReceiveOutcome) => void
}

export interface ClaimedOperations {
  readonly operations: readonly Operation[]
  /** Records that are none by the schema: somebody's saves all the same. */
  readonly unreadable: number
}

/** The records that an update carries, found without a document: for what is refused or known already. */
export function claimedOperations(update: ReceivedUpdate): ClaimedOperations {
  const operations: Operation[] = []
  let unreadable = 0
  for (const struct of update.structs) {
    if (!(struct instanceof Y.Item && struct.content instanceof Y.ContentAny)) continue
    const value: unknown = struct.content.arr[0]
    if (typeof value !== 'object' || value === null || !('operationId' in value && 'commands' in value)) continue
    const parsed = isJsonValue(value) ? operationSchema.safeParse(value) : undefined
    if (parsed?.success) operations.push(parsed.data)
    else unreadable++
  }
  return { operations, unreadable }
}

/** What a room says of itself when something threw. */
export function failureOf(error: unknown): LecternError {
  return isLecternError(error)
    ? error
    : new LecternError('store-unavailable', 'an unexpected failure', { cause: error })
}
