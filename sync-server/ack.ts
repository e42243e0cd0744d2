/** The one place where an acknowledgement is made: from what a store has committed [A1]. */
import { type Ack, ackWindowSize, type ShortAck, type ShortenedAck } from '../course/wire/ack.ts'
import type { StoredOperation } from '../persistence/ledger.ts'

const utf8 = new TextEncoder()

/** Larger frames are not sent: stock clients echo each awareness frame they apply. */
export const maxAckBytes = 48 * 1024

/** @param operation as the store returned it, or as it was given to a commit that has resolved with `revision` */
export function ackOf(operation: StoredOperation): Ack {
  const { operationId, status, revision, storedAt, events, notes, results, error } = operation
  return { operationId, status, revision, storedAt, events, notes, results, ...(error && { error }) }
}

export function shortAckOf({ operationId, status, revision }: StoredOperation): ShortAck {
  return { operationId, status, revision }
}

function shortenedAckOf(operation: StoredOperation): ShortenedAck {
  const { events: _, results: __, notes, ...ack } = ackOf(operation)
  return { ...ack, notes: notes.slice(0, 20).map(({ value: _, ...note }) => note), more: true }
}

/** More commands than this are not even tried in full: their text would exceed a frame. */
const maxFullCommands = 500

/** A fate in full, or without events and results where it is too large for a frame. */
function fullPair(operation: StoredOperation): Pair {
  if (operation.commands.length <= maxFullCommands) {
    const pair = fullPairOf(operation.operationId, ackOf(operation))
    if (pair.length <= maxAckBytes) return pair
  }
  return fullPairOf(operation.operationId, shortenedAckOf(operation))
}

/** The fates of one commit: what a window needs of them. */
export interface Fates {
  /** Those told in full: the last ones. */
  readonly newest: readonly Pair[]
  readonly short: readonly ShortPair[]
}

/** Of a JSON object in UTF-8: a comma, a key and its value. */
export type Pair = Uint8Array
export type ShortPair = readonly [operationId: string, pair: Pair]

/** @param operations of one commit, oldest first */
export function fatesOf(operations: readonly StoredOperation[]): Fates {
  return { newest: newestPairs(operations.slice(-ackWindowSize)), short: operations.map(shortPair) }
}

/** The last in full in any case, those before it while there is room. */
function newestPairs(operations: readonly StoredOperation[]): Pair[] {
  const pairs: Pair[] = []
  let sizeBytes = 0
  for (const operation of operations.toReversed()) {
    const pair = fullPair(operation)
    sizeBytes += pair.length
    if (pairs.length > 0 && sizeBytes > maxAckBytes) break
    pairs.unshift(pair)
  }
  return pairs
}

export function shortPair(operation: StoredOperation): ShortPair {
  const { operationId } = operation
  return [operationId, Buffer.from(pairText(operationId, shortAckOf(operation)))]
}

/** In memory of its own: a part of Node's shared pool would keep the whole of it. */
function fullPairOf(operationId: string, fate: Ack | ShortenedAck): Pair {
  return utf8.encode(pairText(operationId, fate))
}

function pairText(operationId: string, fate: Ack | ShortenedAck | ShortAck): string {
  return `,"${operationId}":${JSON.stringify(fate)}`
}
