/** Which entities a Yjs transaction changed, and in which fields. Costs what the change costs, not what the course does. */
import type * as Y from 'yjs'
import { chaptersMap, roots, videosMap } from './document.ts'

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
  // The first `getMap` of a root replaces its object by another, which `changed` would not know: share first.
  const info: AnyType | undefined = doc.share.get(roots.course)
  const collections = [
    { type: doc.share.get(roots.chapters) as AnyType | undefined, map: chaptersMap(doc), found: chapters },
    { type: doc.share.get(roots.videos) as AnyType | undefined, map: videosMap(doc), found: videos },
  ]
  for (const [type, keys] of transaction.changed as ReadonlyMap<AnyType, ReadonlySet<string | null>>) {
    if (type === info) course = stringsOf(keys)
    for (const { type: root, map, found } of collections) {
      if (type === root) for (const id of stringsOf(keys)) addKeys(found, id, map.get(id)?.keys() ?? [])
      else if (type.parent === map && type._item?.parentSub) addKeys(found, type._item.parentSub, stringsOf(keys))
    }
  }
  return { course, chapters, videos }
}

function stringsOf(keys: ReadonlySet<string | null>): Set<string> {
  return new Set([...keys].filter(key => key !== null))
}

function addKeys(found: Map<string, Set<string>>, id: string, keys: Iterable<string>): void {
  const known = found.get(id) ?? new Set()
  for (const key of keys) known.add(key)
  found.set(id, known)
}
