import { describe, expect, it } from 'vitest'
import { heightOfDrop, placeOfDrop, targetAt } from '../../../../app/screens/course/outline/drop-place.ts'
import { OutlineRows } from '../../../../app/screens/course/outline/outline-rows.ts'
import { groupsOf } from '../../../../app/screens/course/outline/row-groups.ts'
import type { RowRef } from '../../../../app/screens/course/row.ts'
import { outlineOf } from '../../../../course/outline.ts'
import { courseOf } from './outline-fixtures.ts'

const sizes = { chapter: 50, video: 40, empty: 30, gap: 10 }
const course = courseOf({ A: ['1', '2'], B: ['3'] })
const shown = { isExpanded: () => true, found: undefined, held: undefined }
const homeOf = (videoId: string) => course.videos.get(videoId)?.place[0]
const rows = new OutlineRows(groupsOf(outlineOf(course), shown), sizes, homeOf)
const videos: readonly RowRef[] = [{ kind: 'video', id: '3' }]
const chapters: readonly RowRef[] = [{ kind: 'chapter', id: 'B' }]

describe('Dropping', () => {
  const at = (y: number, dragged: readonly RowRef[]) => {
    const target = targetAt(rows, y, possible => placeOfDrop(rows, dragged, possible) !== undefined)
    return target && { place: placeOfDrop(rows, dragged, target), height: heightOfDrop(rows, target, sizes.gap) }
  }

  it('[C2] puts a video before or after the one it is over, or into the chapter it is over', () => {
    const beside = (at: 'before' | 'after', neighbourId: string) => ({ chapterId: 'A', target: { at, neighbourId } })
    expect(at(55, videos)).toEqual({ place: beside('before', '1'), height: 50 })
    expect(at(85, videos)).toEqual({ place: beside('after', '1'), height: 90 })
    expect(at(20, videos)).toEqual({ place: { chapterId: 'A', target: { at: 'bottom' } }, height: undefined })
  })

  it('[C2] puts a chapter before or after a chapter, whatever of it one is over, and never into it', () => {
    expect(at(20, chapters)).toMatchObject({ place: { target: { at: 'before', neighbourId: 'A' } }, height: -5 })
    expect(at(120, chapters)).toMatchObject({ place: { target: { at: 'after', neighbourId: 'A' } }, height: 135 })
    expect(placeOfDrop(rows, chapters, { type: 'item', key: 'chapter:A', dropPosition: 'on' })).toBeUndefined()
    expect(placeOfDrop(rows, chapters, { type: 'item', key: 'video:1', dropPosition: 'after' })).toBeUndefined()
  })

  it('has no place for chapters and videos together, or for nothing', () => {
    expect(at(20, [...chapters, { kind: 'video', id: '1' }])).toBeNull()
    expect(at(20, [])).toBeNull()
    expect(placeOfDrop(rows, videos, { type: 'root' })).toBeUndefined()
  })
})
