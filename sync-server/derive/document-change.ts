/** What one applied update did to the document, field by field: read inside the transaction, while Yjs still holds the old values. */
import * as Y from 'yjs'
import { changedEntities } from '../../course/changed-entities.ts'
import { chaptersMap, courseMap, operationsMap, videosMap } from '../../course/document.ts'

/** A field's value and the client that wrote it. */
export interface WrittenValue {
  readonly value: unknown
  readonly client: number
}

export interface FieldChange {
  readonly before?: WrittenValue
  readonly after?: WrittenValue
  /** The update itself took the value away: its author did, nobody else. */
  readonly isRemoved?: boolean
}

export type EntityKind = 'course' | 'chapter' | 'video'

export interface EntityChange {
  readonly kind: EntityKind
  readonly id: string
  /** It did not exist before. */
  readonly isNew: boolean
  /** The map that holds it now and the one before: different ones are out of schema [C4]. */
  readonly map: unknown
  readonly mapBefore: unknown
  readonly fields: ReadonlyMap<string, FieldChange>
}

export interface RecordChange {
  readonly slot: string
  /** Absent: removed. */
  readonly record?: WrittenValue
}

export interface DocumentChange {
  readonly entities: readonly EntityChange[]
  readonly records: readonly RecordChange[]
}

/** The course's own map is an entity of kind `course` with this id. */
export const courseEntityId = ''

export function documentChange(transaction: Y.Transaction): DocumentChange {
  const { doc } = transaction
  const changed = changedEntities(transaction)
  const entities: EntityChange[] = []
  const info = courseMap(doc)
  if (changed.course.size > 0) {
    const fields = fieldChanges(info, changed.course, transaction)
    entities.push({ kind: 'course', id: courseEntityId, isNew: false, map: info, mapBefore: info, fields })
  }
  for (const [id, keys] of changed.chapters) entities.push(entityChange('chapter', id, keys, transaction))
  for (const [id, keys] of changed.videos) entities.push(entityChange('video', id, keys, transaction))
  return { entities, records: recordChanges(transaction) }
}

function entityChange(
  kind: 'chapter' | 'video',
  id: string,
  keys: ReadonlySet<string>,
  transaction: Y.Transaction,
): EntityChange {
  const collection = kind === 'chapter' ? chaptersMap(transaction.doc) : videosMap(transaction.doc)
  const { before, after } = fieldChange(collection, id, transaction)
  const isNew = before === undefined
  const map = after?.value instanceof Y.Map ? (after.value as Y.Map<unknown>) : undefined
  // Of a new entity also the fields that were set and removed again in the same update.
  const fields = map ? fieldChanges(map, isNew ? map._map.keys() : keys, transaction) : new Map()
  return { kind, id, isNew, map: after?.value, mapBefore: before?.value, fields }
}

function fieldChanges(map: Y.Map<unknown>, keys: Iterable<string>, transaction: Y.Transaction) {
  const fields = new Map<string, FieldChange>()
  for (const key of keys) fields.set(key, fieldChange(map, key, transaction))
  return fields
}

/** The items of a key stand from oldest to newest, linked by `left`; the newest is the one that counts. */
function fieldChange(map: Pick<Y.Map<unknown>, '_map'>, key: string, transaction: Y.Transaction): FieldChange {
  const newest = map._map.get(key) ?? null
  let old: Y.Item | null = newest
  while (old !== null && wasAddedIn(old, transaction)) old = old.left
  const wasThere = old !== null && (!old.deleted || Y.isDeleted(transaction.deleteSet, old.id))
  const isRemoved = newest?.deleted && (newest !== old || wasThere)
  return {
    ...(old !== null && wasThere && { before: written(old) }),
    ...(newest !== null && !newest.deleted && { after: written(newest) }),
    ...(isRemoved && { isRemoved }),
  }
}

function wasAddedIn(item: Y.Item, transaction: Y.Transaction): boolean {
  return item.id.clock >= (transaction.beforeState.get(item.id.client) ?? 0)
}

function written(item: Y.Item): WrittenValue {
  return { value: item.content.getContent().at(-1), client: item.id.client }
}

function recordChanges(transaction: Y.Transaction): RecordChange[] {
  const records = operationsMap(transaction.doc)
  const slots = (transaction.changed as ReadonlyMap<unknown, ReadonlySet<string | null>>).get(records) ?? []
  const changes: RecordChange[] = []
  for (const slot of slots) {
    if (slot === null) continue
    const { before, after } = fieldChange(records, slot, transaction)
    if (after?.value !== before?.value) changes.push({ slot, ...(after && { record: after }) })
  }
  return changes
}
