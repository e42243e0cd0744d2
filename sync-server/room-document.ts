/** A course's document in the server's memory: applies an update and tells what it did. */
import * as Y from 'yjs'
import { chaptersMap, courseMap, defineRoots, readChapter, readInfo, readVideo, videosMap } from '../course/document.ts'
import { LecternError } from '../course/errors.ts'
import type { Operation } from '../course/operation.ts'
import type { RowChanges } from '../persistence/course-store.ts'
import { type DocumentChange, documentChange, type EntityKind, type FieldChange } from './derive/document-change.ts'
import { checkChange } from './gate/check-change.ts'
import { checkBegunBefore } from './gate/check-origins.ts'
import type { DeleteRange } from './gate/delete-ranges.ts'
import type { KnownState } from './gate/known-state.ts'
import { type ReceivedUpdate, rangesOf } from './gate/read-update.ts'

export interface AppliedUpdate {
  readonly change: DocumentChange
  /** The operations whose records the update brought. */
  readonly operations: readonly Operation[]
  /** All that is deleted by it: of two values written at the same time the loser too, which stands in nobody's update. */
  readonly deletes: readonly DeleteRange[]
}

const emptyChange: DocumentChange = { entities: [], records: [] }

export class RoomDocument {
  readonly #doc = new Y.Doc()
  #change = emptyChange
  #deletes: readonly DeleteRange[] = []

  /** @throws whatever Yjs throws: the stored bytes cannot be loaded */
  constructor(updates: readonly Uint8Array[]) {
    defineRoots(this.#doc)
    this.#doc.transact(() => {
      for (const update of updates) Y.applyUpdate(this.#doc, update)
    })
    this.#doc.on('afterTransaction', (transaction: Y.Transaction) => {
      this.#change = documentChange(transaction)
      this.#deletes = rangesOf(transaction.deleteSet)
    })
  }

  /**
   * @throws {LecternError} `malformed`, `out-of-schema`, `foreign-client`: the document may hold a part of the update
   *   and must be dropped; a throw in the middle of a Yjs transaction keeps what it wrote
   */
  apply(update: ReceivedUpdate): AppliedUpdate {
    this.#change = emptyChange
    this.#deletes = []
    try {
      Y.applyUpdate(this.#doc, update.bytes)
    } catch (cause) {
      throw new LecternError('malformed', 'an update that cannot be applied', { cause })
    }
    const { pendingStructs, pendingDs, clients } = this.#doc.store
    if (pendingStructs !== null || pendingDs !== null) throw new LecternError('malformed', 'an update with a loop')
    for (const [client, { end }] of update.clocks) {
      if (!clients.has(client) || Y.getState(this.#doc.store, client) < end) {
        throw new LecternError('malformed', 'an update that was applied in part')
      }
    }
    checkBegunBefore(update, this.#doc.store)
    const change = this.#change
    return { change, operations: checkChange(change), deletes: [...update.deletes, ...this.#deletes] }
  }

  /** Where stored bytes and the summary beside them disagree, the store is not to be trusted. */
  isAt(known: KnownState): boolean {
    const { pendingStructs, pendingDs } = this.#doc.store
    const clocks = Y.decodeStateVector(Y.encodeStateVector(this.#doc))
    if (pendingStructs !== null || pendingDs !== null || clocks.size !== known.stateVector.size) return false
    return [...clocks].every(([client, clock]) => known.clockOf(client) === clock)
  }

  rowsOf(change: DocumentChange): RowChanges {
    const idsOf = (kind: EntityKind) => change.entities.filter(entity => entity.kind === kind).map(({ id }) => id)
    return {
      ...(idsOf('course').length > 0 && { course: readInfo(this.#doc) }),
      chapters: idsOf('chapter').flatMap(id => readChapter(this.#doc, id) ?? []),
      videos: idsOf('video').flatMap(id => readVideo(this.#doc, id) ?? []),
    }
  }

  /** A field's present value and its writer, as a change that changes nothing. */
  fieldNow(kind: EntityKind, id: string, field: string): FieldChange {
    const item = this.#map(kind, id)?._map.get(field)
    if (!item || item.deleted) return {}
    const written = { value: item.content.getContent().at(-1), client: item.id.client }
    return { before: written, after: written }
  }

  hasEntity(kind: EntityKind, id: string): boolean {
    return this.#map(kind, id) !== undefined
  }

  close(): void {
    this.#doc.destroy()
  }

  #map(kind: EntityKind, id: string): Y.Map<unknown> | undefined {
    switch (kind) {
      case 'course':
        return courseMap(this.#doc)
      case 'chapter':
        return chaptersMap(this.#doc).get(id)
      case 'video':
        return videosMap(this.#doc).get(id)
      default:
        return kind satisfies never
    }
  }
}
