import * as Y from 'yjs'
import type { LiveDocument } from './live-document.ts'

export interface OutboxOptions {
  readonly live: LiveDocument
  /** Waits until all of the document is on disk: nothing leaves that the mirror does not have [design 4.4]. */
  readonly settled: () => Promise<void>
  /** Operations of this device whose final fate is not known. */
  readonly awaited: () => ReadonlySet<string>
  /** After a rebuild: the operations written again, in order, to be sent one by one [S5]. */
  readonly separate: ReadonlyMap<string, Uint8Array>
}

/** An update without structs and deletions. */
const nothing = Uint8Array.of(0, 0)

/** What this tab's document has for the server. */
export class Outbox {
  readonly #options: OutboxOptions
  readonly #separate: Map<string, Uint8Array>

  constructor(options: OutboxOptions) {
    this.#options = options
    this.#separate = new Map(options.separate)
  }

  get awaited(): ReadonlySet<string> {
    return this.#options.awaited()
  }

  settled(): Promise<void> {
    return this.#options.settled()
  }

  /** A save made after a rebuild waits behind what the rebuild wrote. */
  add(operationId: string, update: Uint8Array): void {
    if (this.separateUpdates().length > 0) this.#separate.set(operationId, update)
  }

  /**
   * What a server with this state vector lacks, in order. As one update it would be refused as a whole for one bad
   * operation in it; so after a refusal each goes alone.
   */
  updatesFor(stateVector: Uint8Array): Uint8Array[] {
    const { live } = this.#options
    if (this.separateUpdates().length === 0) return [live.encode(stateVector)]
    const known = Y.decodeStateVector(stateVector)
    // What was sent on this connection and is only slow to be committed is not sent again.
    const lacking = this.separateUpdates().filter(update => !isIn(known, update))
    // Nothing beside them, not even what the document has deleted: that is theirs too, and hurts where they are not known.
    return [...lacking, nothing]
  }

  separateUpdates(): Uint8Array[] {
    const awaited = this.awaited
    for (const operationId of this.#separate.keys()) if (!awaited.has(operationId)) this.#separate.delete(operationId)
    return [...this.#separate.values()]
  }
}

/** A record's clocks tell of the whole update, of what it only deletes too [C6]. */
function isIn(known: ReadonlyMap<number, number>, update: Uint8Array): boolean {
  return [...Y.parseUpdateMeta(update).to].every(([client, clock]) => (known.get(client) ?? 0) >= clock)
}
