import { describe, expect, it } from 'vitest'
import { copiesOf } from '../../../../app/screens/course/duplicate.ts'
import { moveChapters, moveVideos, type Target } from '../../../../app/screens/course/moves.ts'
import type { RowRef } from '../../../../app/screens/course/row.ts'
import { inOrder, kindOf, neighbourOf } from '../../../../app/screens/course/rows-in-hand.ts'
import { spoken } from '../../../../app/text/outline.ts'
import { applyCommands } from '../../../../course/apply-command.ts'
import type { Command } from '../../../../course/command.ts'
import type { Course } from '../../../../course/model.ts'
import { chaptersOf, videosOf } from '../../../../course/outline.ts'
import { ana, operationId } from '../session-fixtures.ts'
import { courseOf } from './outline-fixtures.ts'

const stamp = { by: ana, at: 1, operationId }
const course = courseOf({ A: ['1', '2', '3', '4'], B: ['5'], C: [] })
const apply = (commands: readonly Command[], before: Course = course) => applyCommands(before, commands, stamp)
const titlesIn = (of: Course, chapterId: string) => videosOf(of, chapterId).map(({ title }) => title)
const video = (id: string): RowRef => ({ kind: 'video', id })
const chapter = (id: string): RowRef => ({ kind: 'chapter', id })

describe('Several videos', () => {
  const moved = (ids: readonly string[], chapterId: string, target: Target) =>
    titlesIn(apply(moveVideos(course, ids, { chapterId, target })), chapterId)

  it('[C2] are put side by side, in the order they had', () => {
    expect(moved(['2', '4'], 'B', { at: 'bottom' })).toEqual(['5', '2', '4'])
    expect(moved(['2', '4'], 'A', { at: 'top' })).toEqual(['2', '4', '1', '3'])
    expect(moved(['1', '3'], 'A', { at: 'after', neighbourId: '4' })).toEqual(['2', '4', '1', '3'])
  })

  it('[C2] dropped beside one of themselves come together there', () => {
    expect(moved(['1', '3'], 'A', { at: 'before', neighbourId: '3' })).toEqual(['2', '1', '3', '4'])
  })

  it('[C2] that stand there already ask for nothing', () => {
    expect(moveVideos(course, ['2', '3'], { chapterId: 'A', target: { at: 'after', neighbourId: '1' } })).toEqual([])
    expect(moveVideos(course, ['2'], { chapterId: 'A', target: { at: 'after', neighbourId: 'gone' } })).toEqual([])
    expect(moveVideos(course, ['gone'], { chapterId: 'A', target: { at: 'top' } })).toEqual([])
  })

  it('[C2] are spoken of by how many they are, and where', () => {
    const place = { chapterId: 'B', target: { at: 'bottom' } } as const
    const rows = [video('2'), video('4')]
    expect(spoken.placeOf(apply(moveVideos(course, ['2', '4'], place)), rows)).toBe('2 videos, now in "B"')
    expect(spoken.nameOf(course, [chapter('A'), video('5')])).toBe('1 chapter and 1 video')
    expect(spoken.deleted(spoken.nameOf(course, rows))).toBe('2 videos deleted. Undo brings them back.')
    expect(spoken.deleted(spoken.nameOf(course, [video('2')]))).toBe('"2" deleted. Undo brings it back.')
  })
})

describe('Several chapters', () => {
  it('[C2] are put side by side, in the order they had', () => {
    const moved = apply(moveChapters(course, ['A', 'B'], { at: 'bottom' }))
    expect(chaptersOf(moved).map(({ title }) => title)).toEqual(['C', 'A', 'B'])
    expect(spoken.placeOf(moved, [chapter('A'), chapter('B')])).toBe('2 chapters, now chapters 2 to 3 of 3')
  })
})

describe('Selected rows', () => {
  it('are taken in the order of the outline, each once: a chapter takes its videos along', () => {
    expect(inOrder(course, [video('5'), video('3'), chapter('A'), video('gone')])).toEqual([chapter('A'), video('5')])
    expect(inOrder(course, [video('4'), video('2')])).toEqual([video('2'), video('4')])
  })

  it('are of one kind or mixed', () => {
    expect(kindOf([video('1'), video('2')])).toBe('video')
    expect(kindOf([chapter('A')])).toBe('chapter')
    expect(kindOf([chapter('A'), video('5')])).toBe('mixed')
  })

  it('that are deleted leave the focus to the row below, else above, else to the chapter', () => {
    expect(neighbourOf(course, [video('2'), video('3')])).toEqual(video('4'))
    expect(neighbourOf(course, [video('3'), video('4')])).toEqual(video('2'))
    expect(neighbourOf(course, [video('5')])).toEqual(chapter('B'))
    expect(neighbourOf(course, [chapter('A'), chapter('B'), chapter('C')])).toBeUndefined()
  })
})

describe('A copy', () => {
  const copied = (rows: readonly RowRef[]) => {
    let made = 0
    return copiesOf(course, rows, () => `new-${made++}`)
  }

  it('[C1] of a video stands right after it, under an id of its own', () => {
    const { commands, rows } = copied([video('2'), video('3')])
    expect(titlesIn(apply(commands), 'A')).toEqual(['1', '2', '2 (copy)', '3', '3 (copy)', '4'])
    expect(rows).toEqual([video('new-0'), video('new-1')])
  })

  it('[C1] of a chapter has copies of its videos, with their files, links and captions', () => {
    const source = { kind: 'link', url: 'https://example.org/1.mp4' } as const
    const captions = [{ uploadId: 'u1', language: 'en', fileName: 'en.vtt' }]
    const rich = apply([
      { type: 'replace-video', videoId: '1', source, was: null },
      { type: 'set-captions', videoId: '1', captions, was: null },
    ])
    let made = 0
    const { commands } = copiesOf(rich, [chapter('A')], () => `new-${made++}`)
    const result = apply(commands, rich)
    expect(chaptersOf(result).map(({ title }) => title)).toEqual(['A', 'A (copy)', 'B', 'C'])
    expect(titlesIn(result, 'new-0')).toEqual(['1', '2', '3', '4'])
    expect(videosOf(result, 'new-0')[0]).toMatchObject({ source, captions })
    expect(titlesIn(result, 'A')).toEqual(['1', '2', '3', '4'])
  })

  it('has a title that is not too long', () => {
    const long = apply([{ type: 'rename-video', videoId: '1', title: 'x'.repeat(1000), was: '1' }])
    const [command] = copiesOf(long, [video('1')], () => 'new').commands
    expect(command).toMatchObject({ title: expect.stringMatching(/^x{993} \(copy\)$/) })
  })
})
