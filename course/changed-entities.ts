/** Which entities a Yjs transaction changed, and in which fields. Costs what the change costs, not what the course does. */
import * as Y from 'yjs'
import { chaptersMap, courseMap, videosMap } from './document.ts'

/** Yjs types are compared by identity here; what they hold does not matter. */
type AnyType = Pick<Y.AbstractType<never>, '_item' | 'parent'>

export interface ChangedEntities {
  /** Changed keys of the course's own map. */
  readonly course: ReadonlySet<string>
  /** By id: the changed fields; all of a new one's. */
  readonly chapters: ReadonlyMap<string, ReadonlySet<string>>
  readonly videos: ReadonlyMap<string, ReadonlySet<string>>
}

export function changedEntities(transaction: Y.Transaction): ChangedEntities {
  const { doc } = transaction
  const chapters = new Map<string, Set<string>>()
  const videos = new Map<string, Set<string>>()
  let course = new Set<string>()
  const collections: readonly [AnyType, Map<string, Set<string>>][] = [
    [chaptersMap(doc), chapters],
    [videosMap(doc), videos],
  ]
  const info: AnyType = courseMap(doc)
  for (const [type, keys] of transaction.changed as ReadonlyMap<AnyType, ReadonlySet<string | null>>) {
    if (type === info) course = stringsOf(keys)
    for (const [collection, found] of collections) {
      if (type === collection) for (const id of stringsOf(keys)) addKeys(found, id, fieldsOfNew(collection, id))
      else if (type.parent === collection && type._item?.parentSub)
        addKeys(found, type._item.parentSub, stringsOf(keys))
    }
  }
  return { course, chapters, videos }
}

function stringsOf(keys: ReadonlySet<string | null>): Set<string> {
  return new Set([...keys].filter(key => key !== null))
}

function fieldsOfNew(collection: AnyType, id: string): Iterable<string> {
  const entity = collection instanceof Y.Map ? collection.get(id) : undefined
  return entity instanceof Y.Map ? entity.keys() : []
}

function addKeys(found: Map<string, Set<string>>, id: string, keys: Iterable<string>): void {
  const known = found.get(id) ?? new Set()
  for (const key of keys) known.add(key)
  found.set(id, known)
}
