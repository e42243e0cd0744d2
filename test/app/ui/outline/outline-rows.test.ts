import { describe, expect, it } from 'vitest'
import { OutlineCollection } from '../../../../app/screens/course/outline/outline-collection.ts'
import { OutlineRows } from '../../../../app/screens/course/outline/outline-rows.ts'
import { groupsOf, type Shown } from '../../../../app/screens/course/outline/row-groups.ts'
import { rowsToDraw } from '../../../../app/screens/course/outline/rows-to-draw.ts'
import type { Course } from '../../../../course/model.ts'
import { outlineOf } from '../../../../course/outline.ts'
import { courseOf } from './outline-fixtures.ts'

const sizes = { chapter: 50, video: 40, empty: 30, gap: 10 }
const course = courseOf({ A: ['1', '2'], B: [], C: ['3'] })
const everything: Shown = { isExpanded: () => true, found: undefined, held: undefined }

function rowsOf(shown: Partial<Shown> = {}, of: Course = course): OutlineRows {
  const groups = groupsOf(outlineOf(of), { ...everything, ...shown })
  return new OutlineRows(groups, sizes, videoId => of.videos.get(videoId)?.place[0])
}

function keysOf(rows: OutlineRows): string[] {
  return Array.from({ length: rows.size }, (_, ordinal) => rows.at(ordinal)?.key ?? '')
}

describe('The rows of an outline', () => {
  it('stand one below the other: videos in their chapters, a gap between chapters', () => {
    const rows = rowsOf()
    expect(keysOf(rows)).toEqual(['chapter:A', 'video:1', 'video:2', 'chapter:B', 'chapter:C', 'video:3'])
    expect(keysOf(rows).map(key => rows.find(key)?.top)).toEqual([0, 50, 90, 140, 230, 280])
    expect(rows.height).toBe(320)
  })

  it('are found by their height, and the nearest where there is none', () => {
    const at = (y: number) => rowsOf().atHeight(y)?.key
    expect([at(-5), at(0), at(95), at(135), at(215), at(9999)]).toEqual([
      'chapter:A',
      'chapter:A',
      'video:2',
      'video:2',
      'chapter:B',
      'video:3',
    ])
  })

  it('of closed chapters are not there', () => {
    const rows = rowsOf({ isExpanded: id => id !== 'A' })
    expect(keysOf(rows)).toEqual(['chapter:A', 'chapter:B', 'chapter:C', 'video:3'])
    expect(rows.find('video:1')).toBeUndefined()
  })

  it('[C3] of videos whose chapter is gone stand at the end, under a head of their own', () => {
    const lost = new Map(course.videos).set('9', { id: '9', title: '9', place: ['gone', 'a0'] })
    expect(keysOf(rowsOf({}, { ...course, videos: lost })).slice(-2)).toEqual(['unfiled:', 'video:9'])
  })

  it('are those that match while something is searched, with their chapters opened', () => {
    const shown = { isExpanded: () => false, found: new Set(['3', 'B']) }
    expect(keysOf(rowsOf(shown))).toEqual(['chapter:B', 'chapter:C', 'video:3'])
  })

  it('[C7] keep the one that is typed in, whatever is searched', () => {
    const held = { kind: 'video', id: '1' } as const
    expect(keysOf(rowsOf({ found: new Set(['3']), held }))).toEqual(['chapter:A', 'video:1', 'chapter:C', 'video:3'])
  })

  it('[C7] are drawn where they are in sight, and where somebody types', () => {
    const many = courseOf({
      A: Array.from({ length: 36 }, (_, i) => `a${i}`),
      B: Array.from({ length: 36 }, (_, i) => `b${i}`),
      C: Array.from({ length: 36 }, (_, i) => `c${i}`),
    })
    const drawn = rowsToDraw(rowsOf({}, many), { from: 100, to: 200 }, ['video:c30', undefined, 7])
    expect(drawn.map(({ key }) => key)).toEqual(['video:a1', 'video:a2', 'video:a3', 'video:c30'])
  })
})

describe('The collection of rows', () => {
  const collection = new OutlineCollection(rowsOf())

  it('knows parents, siblings and what comes next', () => {
    expect([...collection].map(({ key }) => key)).toEqual(['chapter:A', 'chapter:B', 'chapter:C'])
    expect([...collection.getKeys()]).toEqual(keysOf(rowsOf()))
    expect(collection.getItem('video:2')).toMatchObject({
      level: 1,
      index: 1,
      parentKey: 'chapter:A',
      prevKey: 'video:1',
      nextKey: null,
    })
    expect(collection.getItem('chapter:B')).toMatchObject({
      level: 0,
      prevKey: 'chapter:A',
      nextKey: 'chapter:C',
      hasChildNodes: false,
    })
    expect(collection.getKeyAfter('video:2')).toBe('chapter:B')
    expect(collection.getKeyBefore('chapter:A')).toBeNull()
    expect(collection.getLastKey()).toBe('video:3')
    expect(collection.getItem('video:gone')).toBeNull()
  })
})
