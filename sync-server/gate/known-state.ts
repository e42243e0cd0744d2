/** What of a course the server has: state vector and deletions, without a document. */
import * as Y from 'yjs'
import type { CourseSummary } from '../../persistence/course-store.ts'
import { DeleteRanges, readDeleteSet } from './delete-ranges.ts'
import type { ReceivedUpdate } from './read-update.ts'

const noDeletes = new Uint8Array([0])

export class KnownState {
  readonly #clocks = new Map<number, number>()
  readonly #deletes = new DeleteRanges()

  /** All of a course that is on disk; nothing of one that is not. */
  static ofStored(summary: Pick<CourseSummary, 'stateVectors' | 'deleteSets'> | undefined): KnownState {
    const known = new KnownState()
    for (const [index, stateVector] of (summary?.stateVectors ?? []).entries()) {
      known.addStored(stateVector, summary?.deleteSets[index] ?? noDeletes)
    }
    return known
  }

  /** Parts as the store keeps them beside each snapshot and update. */
  addStored(stateVector: Uint8Array, deleteSet: Uint8Array): void {
    for (const [client, clock] of Y.decodeStateVector(stateVector)) this.#raise(client, clock)
    this.#deletes.addAll(readDeleteSet(deleteSet))
  }

  add({ clocks, deletes }: Pick<ReceivedUpdate, 'clocks' | 'deletes'>): void {
    for (const [client, { end }] of clocks) this.#raise(client, end)
    this.#deletes.addAll(deletes)
  }

  clockOf(client: number): number {
    return this.#clocks.get(client) ?? 0
  }

  get stateVector(): ReadonlyMap<number, number> {
    return this.#clocks
  }

  encodeStateVector(): Uint8Array<ArrayBuffer> {
    return Y.encodeStateVector(this.#clocks) as Uint8Array<ArrayBuffer>
  }

  encodeDeleteSet(): Uint8Array<ArrayBuffer> {
    return this.#deletes.encode()
  }

  /** Nothing in the update is new: no struct and no deletion. */
  hasAllOf(update: Pick<ReceivedUpdate, 'clocks' | 'deletes'>): boolean {
    for (const [client, { end }] of update.clocks) if (end > this.clockOf(client)) return false
    return update.deletes.every(range => this.#deletes.covers(range))
  }

  /**
   * Whether the update can be applied whole [A2]: no clock gap, no missing dependency, no deletion of what nobody
   * has seen. Yjs would keep the rest aside in silence, and an acknowledgement would promise what is not there.
   */
  isCausallyComplete(update: ReceivedUpdate): boolean {
    if (update.hasHole) return false
    for (const [client, { start }] of update.clocks) if (start > this.clockOf(client)) return false
    const has = (client: number, end: number) =>
      end <= Math.max(this.clockOf(client), update.clocks.get(client)?.end ?? 0)
    const hasId = (id: Y.ID | null) => id === null || has(id.client, id.clock + 1)
    for (const struct of update.structs) {
      if (!(struct instanceof Y.Item)) continue
      if (this.#isPartlyKnown(struct)) return false
      const parent: unknown = struct.parent
      if (!hasId(struct.origin) || !hasId(struct.rightOrigin)) return false
      if (parent instanceof Y.ID && !hasId(parent)) return false
    }
    return update.deletes.every(({ clientId, end }) => has(clientId, end))
  }

  /**
   * Begins in what is known and ends in what is new: Yjs would hang the new half onto whatever stands before it, under
   * the parent and key that the item names, and every document that reads it from there puts it elsewhere. An honest
   * client that is asked again sends only what lies behind the state vector it is asked with.
   */
  #isPartlyKnown({ id, length }: Y.Item): boolean {
    const known = this.clockOf(id.client)
    return id.clock < known && known < id.clock + length
  }

  #raise(client: number, clock: number): void {
    if (clock > this.clockOf(client)) this.#clocks.set(client, clock)
  }
}
