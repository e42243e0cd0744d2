/** Where dragged rows may be dropped, and what the drop asks for. Pure. */
import type { DropTarget, ItemDropTarget } from '@react-types/shared'
import type { VideoTarget } from '../moves.ts'
import { type RowRef, rowOf } from '../row.ts'
import { kindOf } from '../rows-in-hand.ts'
import type { OutlineRow, OutlineRows } from './outline-rows.ts'

/** @returns undefined where these rows have no place */
export function placeOfDrop(
  rows: OutlineRows,
  dragged: readonly RowRef[],
  target: DropTarget,
): VideoTarget | undefined {
  if (target.type === 'root' || dragged.length === 0) return undefined
  const row = rows.find(String(target.key))
  const chapterId = row?.group.chapter?.id
  if (!row || chapterId === undefined) return undefined
  const kind = kindOf(dragged)
  if (kind === 'mixed') return undefined
  return kind === 'chapter' ? placeOfChapters(row, target) : placeOfVideos(row, { chapterId, target })
}

function placeOfChapters({ video, group }: OutlineRow, { dropPosition }: ItemDropTarget): VideoTarget | undefined {
  if (video || dropPosition === 'on' || !group.chapter) return undefined
  return { chapterId: '', target: { at: dropPosition, neighbourId: group.chapter.id } }
}

function placeOfVideos(
  { video }: OutlineRow,
  { chapterId, target: { dropPosition } }: { readonly chapterId: string; readonly target: ItemDropTarget },
): VideoTarget | undefined {
  if (video && dropPosition !== 'on') return { chapterId, target: { at: dropPosition, neighbourId: video.id } }
  return !video && dropPosition === 'on' ? { chapterId, target: { at: 'bottom' } } : undefined
}

type IsValid = (target: DropTarget) => boolean

/** What a pointer over the tree points at. @param y px from the top of the tree */
export function targetAt(rows: OutlineRows, y: number, isValid: IsValid): DropTarget | null {
  const row = rows.atHeight(y)
  if (!row) return null
  const on = { type: 'item', key: row.key, dropPosition: 'on' } as const
  const bounds = rows.bounds(row.group.key)
  const isUpperHalf = bounds !== undefined && y < (bounds.top + bounds.bottom) / 2
  const beside = {
    type: 'item',
    key: row.key,
    dropPosition: y < row.top + row.height / 2 ? 'before' : 'after',
  } as const
  const besideGroup = { type: 'item', key: row.group.key, dropPosition: isUpperHalf ? 'before' : 'after' } as const
  return [...(row.video ? [beside] : [on]), besideGroup].find(isValid) ?? null
}

/** px from the top of the tree; undefined where the drop is into the row and not beside one. */
export function heightOfDrop(rows: OutlineRows, target: DropTarget, gap: number): number | undefined {
  if (target.type === 'root' || target.dropPosition === 'on') return undefined
  const row = rows.find(String(target.key))
  if (!row) return undefined
  const isBefore = target.dropPosition === 'before'
  if (row.video) return isBefore ? row.top : row.top + row.height
  const bounds = rows.bounds(row.key)
  return bounds && (isBefore ? bounds.top - gap / 2 : bounds.bottom + gap / 2)
}

export function rowsOfKeys(keys: Iterable<string | number>): RowRef[] {
  return [...keys].flatMap(key => rowOf(String(key)) ?? [])
}
