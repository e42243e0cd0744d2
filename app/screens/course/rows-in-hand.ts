/** Several rows that one gesture is about. Pure. */
import type { Course } from '../../../course/model.ts'
import { chaptersOf, outlineOf, videosOf } from '../../../course/outline.ts'
import type { RowRef } from './row.ts'

/**
 * The rows in the outline's order, without what is gone and without videos whose chapter is among them: those go where
 * it goes.
 */
export function inOrder(course: Course, rows: readonly RowRef[]): RowRef[] {
  const isAlive = ({ kind, id }: RowRef) => {
    const entity = (kind === 'chapter' ? course.chapters : course.videos).get(id)
    return entity !== undefined && !entity.deleted
  }
  const alive = rows.filter(isAlive)
  if (alive.length < 2) return alive
  const ids = new Set(alive.map(({ id }) => id))
  const { chapters, unfiled } = outlineOf(course)
  const chosen = (videos: readonly { readonly id: string }[]): RowRef[] =>
    videos.flatMap(({ id }) => (ids.has(id) ? { kind: 'video', id } : []))
  const filed = chapters.flatMap(({ chapter: { id }, videos }): RowRef[] =>
    ids.has(id) ? [{ kind: 'chapter', id }] : chosen(videos),
  )
  return [...filed, ...chosen(unfiled)]
}

export function kindOf(rows: readonly RowRef[]): RowRef['kind'] | 'mixed' {
  const kinds = new Set(rows.map(({ kind }) => kind))
  return kinds.size > 1 ? 'mixed' : kinds.has('chapter') ? 'chapter' : 'video'
}

/** Where the focus goes when rows are deleted: the one below the last, else the one above the first, else their chapter. */
export function neighbourOf(course: Course, rows: readonly RowRef[]): RowRef | undefined {
  const last = rows.at(-1)
  if (!last) return undefined
  const { kind } = last
  const removed = new Set(rows.map(({ id }) => id))
  const chapterId = course.videos.get(last.id)?.place[0] ?? ''
  const siblings = kind === 'chapter' ? chaptersOf(course) : videosOf(course, chapterId)
  const index = siblings.findIndex(({ id }) => id === last.id)
  const isLeft = ({ id }: { readonly id: string }) => !removed.has(id)
  const neighbour = siblings.slice(index + 1).find(isLeft) ?? siblings.slice(0, index).findLast(isLeft)
  if (neighbour) return { kind, id: neighbour.id }
  return kind === 'video' && !removed.has(chapterId) ? { kind: 'chapter', id: chapterId } : undefined
}
