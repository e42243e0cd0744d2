import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { applyCommands } from '../../course/apply-command.ts'
import { emptyCourse } from '../../course/model.ts'
import { outlineAfter, outlineOf } from '../../course/outline.ts'
import { anyCommands, stamp } from './any-command.ts'

describe('The outline after a change', () => {
  it('[C3] is the one that the whole course gives, whatever the change was', () => {
    fc.assert(
      fc.property(anyCommands, anyCommands, (first, second) => {
        const before = applyCommands(emptyCourse, first, stamp)
        const after = applyCommands(before, second, stamp)
        expect(outlineAfter(before, outlineOf(before), after)).toEqual(outlineOf(after))
      }),
      { numRuns: 500 },
    )
  })

  it('[C7] keeps every list in which nothing has changed', () => {
    const course = applyCommands(
      emptyCourse,
      [
        { type: 'add-chapter', chapterId: 'basics', title: 'Basics', position: 'a0' },
        { type: 'add-chapter', chapterId: 'other', title: 'Other', position: 'a1' },
        { type: 'add-video', videoId: 'intro', title: 'Intro', place: ['basics', 'a0'] },
        { type: 'add-video', videoId: 'aside', title: 'Aside', place: ['other', 'a0'] },
      ],
      stamp,
    )
    const before = outlineOf(course)
    const typed = applyCommands(course, [{ type: 'rename-video', videoId: 'intro', title: 'I', was: 'Intro' }], stamp)
    const after = outlineAfter(course, before, typed)
    expect(after.chapters[0]?.videos.map(({ title }) => title)).toEqual(['I'])
    expect(after.chapters[1]).toBe(before.chapters[1])
    const added = applyCommands(typed, [{ type: 'add-chapter', chapterId: 'new', title: '', position: 'Zz' }], stamp)
    const later = outlineAfter(typed, after, added)
    expect(later.chapters.map(({ chapter }) => chapter.id)).toEqual(['new', 'basics', 'other'])
    expect(later.chapters[2]).toBe(before.chapters[1])
  })
})
