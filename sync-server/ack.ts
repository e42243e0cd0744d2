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
  return { ...ack, notes: notes.slice(0, 20), more: true }
}

/** More commands than this are not even tried in full: their text would exceed a frame. */
const maxFullCommands = 500

/** The newest fate in full as JSON text, or without events and results where it is too large for a frame. */
function newestAckText(operation: StoredOperation): string {
  if (operation.commands.length > maxFullCommands) return JSON.stringify(shortenedAckOf(operation))
  const text = JSON.stringify(ackOf(operation))
  return text.length <= maxAckBytes ? text : JSON.stringify(shortenedAckOf(operation))
}

/** The fates a device is told: the newest in full, the last 32 in short. Kept as JSON text, ready for a frame. */
export class AckWindow {
  /** Oldest first. */
  readonly #shortTexts = new Map<string, string>()
  #newest: { operationId: string; text: string } | undefined

  /** What the ledger remembers from before this window was opened. @param operations oldest first */
  addOlder(operations: readonly StoredOperation[]): void {
    const newer = [...this.#shortTexts]
    this.#shortTexts.clear()
    for (const operation of operations) this.#addShort(operation)
    for (const [operationId, text] of newer) this.#addText(operationId, text)
  }

  add(operation: StoredOperation): void {
    this.#newest = { operationId: operation.operationId, text: newestAckText(operation) }
    this.#addShort(operation)
  }

  /** JSON text of the `acks` object of a server state. */
  get text(): string {
    const parts: string[] = []
    for (const [operationId, text] of this.#shortTexts) {
      parts.push(`"${operationId}":${operationId === this.#newest?.operationId ? this.#newest.text : text}`)
    }
    return `{${parts.join(',')}}`
  }

  #addShort(operation: StoredOperation): void {
    this.#addText(operation.operationId, JSON.stringify(shortAckOf(operation)))
  }

  #addText(operationId: string, text: string): void {
    this.#shortTexts.delete(operationId)
    this.#shortTexts.set(operationId, text)
    for (const oldest of this.#shortTexts.keys()) {
      if (this.#shortTexts.size <= ackWindowSize) break
      this.#shortTexts.delete(oldest)
    }
  }
}
