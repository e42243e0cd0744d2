/** The one place where an acknowledgement is made: from what a store has committed [A1]. */
import { type Ack, ackWindowSize, type ShortAck, type ShortenedAck } from '../course/wire/ack.ts'
import type { StoredOperation } from '../persistence/ledger.ts'

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

/** A fate in full as JSON text, or without events and results where it is too large for a frame. */
function ackText(operation: StoredOperation): string {
  if (operation.commands.length > maxFullCommands) return JSON.stringify(shortenedAckOf(operation))
  const text = JSON.stringify(ackOf(operation))
  return Buffer.byteLength(text) <= maxAckBytes ? text : JSON.stringify(shortenedAckOf(operation))
}

/** The fates of one commit as JSON text, each a key and its value: what a window needs of them. */
export interface Fates {
  /** Those told in full. */
  readonly newest: readonly string[]
  readonly short: readonly ShortPair[]
}

type ShortPair = readonly [operationId: string, pair: string]

/** @param operations of one commit, oldest first */
export function fatesOf(operations: readonly StoredOperation[]): Fates {
  return { newest: newestPairs(operations.slice(-ackWindowSize)), short: operations.map(shortPair) }
}

/**
 * The fates a device is told: those of the newest commit in full, as far as a frame holds them, and the last 32 in
 * short. Kept as JSON text, ready for a frame.
 */
export class AckWindow {
  /** Oldest first: each a key and its value. */
  readonly #shortPairs = new Map<string, string>()
  /** Of the operations that were added last, which are the last of the short ones too. */
  #newestPairs: string[] = []

  /** What the ledger remembers from before this window was opened. @param operations oldest first */
  addOlder(operations: readonly StoredOperation[]): void {
    const newer = [...this.#shortPairs]
    this.#shortPairs.clear()
    for (const [operationId, pair] of [...operations.map(shortPair), ...newer]) this.#addPair(operationId, pair)
  }

  add({ newest, short }: Fates): void {
    if (short.length === 0) return
    this.#newestPairs = [...newest]
    for (const [operationId, pair] of short) this.#addPair(operationId, pair)
  }

  /** JSON text of the `acks` object of a server state. */
  get text(): string {
    const pairs = [...this.#shortPairs.values()]
    const { length } = this.#newestPairs
    if (length > 0) pairs.splice(-length, length, ...this.#newestPairs)
    return `{${pairs.join(',')}}`
  }

  #addPair(operationId: string, pair: string): void {
    this.#shortPairs.delete(operationId)
    this.#shortPairs.set(operationId, pair)
    for (const oldest of this.#shortPairs.keys()) {
      if (this.#shortPairs.size <= ackWindowSize) break
      this.#shortPairs.delete(oldest)
    }
  }
}

/** The last in full in any case, those before it while there is room. */
function newestPairs(operations: readonly StoredOperation[]): string[] {
  const pairs: string[] = []
  let sizeBytes = 0
  for (const operation of operations.toReversed()) {
    const pair = pairOf(operation.operationId, ackText(operation))
    sizeBytes += Buffer.byteLength(pair)
    if (pairs.length > 0 && sizeBytes > maxAckBytes) break
    pairs.unshift(pair)
  }
  return pairs
}

function shortPair(operation: StoredOperation): ShortPair {
  const { operationId } = operation
  return [operationId, pairOf(operationId, JSON.stringify(shortAckOf(operation)))]
}

function pairOf(operationId: string, text: string): string {
  return `"${operationId}":${text}`
}
