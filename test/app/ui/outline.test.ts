import { describe, expect, it } from 'vitest'
import { holdRow, withHeldRow } from '../../../app/screens/course/hold.ts'
import { moveChapter, moveVideo, stepChapter, stepVideo, stepVideoOver } from '../../../app/screens/course/moves.ts'
import type { RowRef } from '../../../app/screens/course/row.ts'
import { rowKeyOf } from '../../../app/screens/course/shortcuts.ts'
import { TitleGesture } from '../../../app/screens/course/title-gesture.ts'
import { spoken } from '../../../app/text/outline.ts'
import { applyCommand } from '../../../course/apply-command.ts'
import type { Command } from '../../../course/command.ts'
import type { Course } from '../../../course/model.ts'
import { chaptersOf, outlineOf, videosOf } from '../../../course/outline.ts'
import { ana, course, operationId } from './session-fixtures.ts'

const stamp = { by: ana, at: 1, operationId }

function courseAfter(command: Command | undefined, before: Course = course): Course {
  if (!command) throw new Error('no command')
  return applyCommand(before, command, stamp)
}

const titlesIn = (of: Course, chapterId: string) => videosOf(of, chapterId).map(({ title }) => title)

describe('moving a row', () => {
  it('[C2] moves a video down and up by one, and not past the ends', () => {
    const moved = courseAfter(stepVideo(course, 'intro', 1))
    expect(titlesIn(moved, 'basics')).toEqual(['Outro', 'Intro'])
    expect(titlesIn(courseAfter(stepVideo(moved, 'intro', -1), moved), 'basics')).toEqual(['Intro', 'Outro'])
    expect(stepVideo(course, 'outro', 1)).toBeUndefined()
    expect(stepVideo(course, 'intro', -1)).toBeUndefined()
  })

  it('[C2] moves a video to the top of the next chapter and to the bottom of the one before', () => {
    const moved = courseAfter(stepVideoOver(course, 'intro', 1))
    expect(titlesIn(moved, 'joints')).toEqual(['Intro'])
    expect(titlesIn(courseAfter(stepVideoOver(moved, 'intro', -1), moved), 'basics')).toEqual(['Outro', 'Intro'])
    expect(stepVideoOver(course, 'intro', -1)).toBeUndefined()
  })

  it('[C2] moves to a chosen place: top, bottom, before and after a neighbour', () => {
    const at = (target: Parameters<typeof moveVideo>[2]['target']) =>
      titlesIn(courseAfter(moveVideo(course, 'intro', { chapterId: 'basics', target })), 'basics')
    expect(at({ at: 'bottom' })).toEqual(['Outro', 'Intro'])
    expect(at({ at: 'after', neighbourId: 'outro' })).toEqual(['Outro', 'Intro'])
    expect(moveVideo(course, 'intro', { chapterId: 'basics', target: { at: 'top' } })).toBeUndefined()
    const chapters = courseAfter(moveChapter(course, 'joints', { at: 'before', neighbourId: 'basics' }))
    expect(chaptersOf(chapters).map(({ title }) => title)).toEqual(['Joints', 'Basics'])
    expect(moveChapter(course, 'joints', { at: 'before', neighbourId: 'gone' })).toBeUndefined()
  })

  it('[C2] names the place the author saw', () => {
    expect(stepVideo(course, 'intro', 1)).toMatchObject({ was: ['basics', 'a0'] })
    expect(stepChapter(course, 'basics', 1)).toMatchObject({ was: 'a0' })
  })

  it('[C2] speaks the new place with titles', () => {
    const placeOf = (command: Command | undefined, row: RowRef) => spoken.placeOf(courseAfter(command), [row])
    expect(placeOf(stepVideo(course, 'intro', 1), { kind: 'video', id: 'intro' })).toBe(
      '"Intro", now 2 of 2 in "Basics"',
    )
    expect(placeOf(stepChapter(course, 'basics', 1), { kind: 'chapter', id: 'basics' })).toBe(
      '"Basics", now chapter 2 of 2',
    )
  })
})

describe('the field being typed in', () => {
  const held = holdRow(course, { kind: 'video', id: 'intro' })
  const shown = (of: Course) => {
    const { chapters, unfiled } = outlineOf(withHeldRow(of, held))
    return [...chapters.flatMap(({ videos }) => videos), ...unfiled].map(({ id, place }) => [id, place[0]])
  }
  const asBefore = [
    ['intro', 'basics'],
    ['outro', 'basics'],
  ]

  it('[C7] stays where it is when somebody deletes its video', () => {
    expect(shown(courseAfter({ type: 'delete-video', videoId: 'intro' }))).toEqual(asBefore)
  })

  it('[C7] stays where it is when somebody deletes its chapter', () => {
    const remote = courseAfter({ type: 'delete-chapter', chapterId: 'basics', videoIds: ['intro', 'outro'] })
    expect(shown(remote)).toEqual(asBefore)
  })

  it('[C7] stays where it is when somebody moves its video', () => {
    expect(shown(courseAfter(moveVideo(course, 'intro', { chapterId: 'joints', target: { at: 'top' } })))).toEqual(
      asBefore,
    )
  })

  it('[C7] leaves the course as it is while nothing happens to it', () => {
    expect(withHeldRow(course, held)).toBe(course)
  })

  it('[C7] names the value the typing began from, also after somebody else changed it', () => {
    const gesture = new TitleGesture('Intro')
    expect(gesture.type('Intro 1', 'Intro')).toBe('Intro')
    expect(gesture.type('Intro 12', 'Welcome')).toBe('Intro')
  })

  it('[C7] begins anew from the own value once that is saved', () => {
    const gesture = new TitleGesture('Intro')
    gesture.type('Hello', 'Intro')
    expect(gesture.type('Hello!', 'Hello')).toBe('Hello')
  })
})

describe('keys', () => {
  const plain = { ctrlKey: false, metaKey: false, altKey: false, shiftKey: false }

  it('[C2] moves with Alt and the arrows, to the next chapter with Shift too', () => {
    expect(rowKeyOf({ ...plain, altKey: true, key: 'ArrowUp' })).toBe('move-up')
    expect(rowKeyOf({ ...plain, altKey: true, shiftKey: true, key: 'ArrowDown' })).toBe('move-over-down')
    expect(rowKeyOf({ ...plain, key: 'F2' })).toBe('rename')
    expect(rowKeyOf({ ...plain, metaKey: true, key: 'd' })).toBe('duplicate')
    expect(rowKeyOf({ ...plain, ctrlKey: true, key: 'Delete' })).toBeUndefined()
    expect(rowKeyOf({ ...plain, key: 'ArrowDown' })).toBeUndefined()
  })
})
