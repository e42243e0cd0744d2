import { describe, expect, it } from 'vitest'
import { lessonsOf, positionIn } from '../../../app/screens/preview/lessons.ts'
import { applyCommands } from '../../../course/apply-command.ts'
import type { Command } from '../../../course/command.ts'
import { ana, course, operationId } from './session-fixtures.ts'

const courseAfter = (...commands: Command[]) => applyCommands(course, commands, { by: ana, at: 1, operationId })

describe("the learner's way through a course", () => {
  it('[C2] leads through all chapters in order, and over empty ones', () => {
    const added = courseAfter(
      { type: 'add-chapter', chapterId: 'last', title: 'Last', position: 'a2' },
      { type: 'add-video', videoId: 'end', title: 'End', place: ['last', 'a0'] },
    )
    const lessons = lessonsOf(added)
    expect(lessons.line.map(({ video }) => video.id)).toEqual(['intro', 'outro', 'end'])
    expect(positionIn(lessons, 'outro')).toMatchObject({
      lesson: { chapterTitle: 'Basics', index: 2, count: 2 },
      previous: { id: 'intro' },
      next: { id: 'end' },
    })
    expect(positionIn(lessons, 'intro')?.previous).toBeUndefined()
    expect(positionIn(lessons, 'end')?.next).toBeUndefined()
  })

  it('[C3] has nothing of what is unfiled or in the trash', () => {
    const lessons = lessonsOf(courseAfter({ type: 'delete-chapter', chapterId: 'basics', videoIds: ['intro'] }))
    expect(lessons.line).toEqual([])
    expect(positionIn(lessons, 'intro')).toBeUndefined()
  })
})
