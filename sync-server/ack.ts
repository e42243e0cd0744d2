/** The one place where an acknowledgement is made: from what a store has committed [A1]. */
import { type Ack, ackWindowSize, type ShortAck, type ShortenedAck } from '../course/wire/ack.ts'
import type { StoredOperation } from '../persistence/course-store.ts'

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

/** The newest fate in full as JSON text, or without events and results where it is too large for a frame. */
function newestAckText(operation: StoredOperation): string {
  if (operation.commands.length > maxFullCommands) return JSON.stringify(shortenedAckOf(operation))
  const text = JSON.stringify(ackOf(operation))
  return Buffer.byteLength(text) <= maxAckBytes ? text : JSON.stringify(shortenedAckOf(operation))
}

/** The fates a device is told: the newest in full, the last 32 in short. Kept as JSON text, ready for a frame. */
export class AckWindow {
  /** Oldest first: each a key and its value. */
  readonly #shortPairs = new Map<string, string>()
  /** Of the operation that was added last, which is the last of the short ones too. */
  #newestPair: string | undefined

  /** What the ledger remembers from before this window was opened. @param operations oldest first */
  addOlder(operations: readonly StoredOperation[]): void {
    const newer = [...this.#shortPairs]
    this.#shortPairs.clear()
    for (const operation of operations) this.#addShort(operation)
    for (const [operationId, pair] of newer) this.#addPair(operationId, pair)
  }

  add(operation: StoredOperation): void {
    this.#newestPair = pairOf(operation.operationId, newestAckText(operation))
    this.#addShort(operation)
  }

  /** JSON text of the `acks` object of a server state. */
  get text(): string {
    const pairs = [...this.#shortPairs.values()]
    if (this.#newestPair !== undefined) pairs.splice(-1, 1, this.#newestPair)
    return `{${pairs.join(',')}}`
  }

  #addShort(operation: StoredOperation): void {
    this.#addPair(operation.operationId, pairOf(operation.operationId, JSON.stringify(shortAckOf(operation))))
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

function pairOf(operationId: string, text: string): string {
  return `"${operationId}":${text}`
}
