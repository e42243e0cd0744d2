import * as fc from 'fast-check'
import { expect, it } from 'vitest'
import { applyCommands } from '../../course/apply-command.ts'
import { type Command, commandSchema } from '../../course/command.ts'
import { readCourse } from '../../course/document.ts'
import { invert } from '../../course/invert.ts'
import { type Course, emptyCourse } from '../../course/model.ts'
import { type Outline, outlineOf } from '../../course/outline.ts'
import { anyCommand, anyCommands, stamp, withoutStamps } from './any-command.ts'
import { docOf, write } from './course-doc.ts'

const isAddition = (command: Command) => command.type === 'add-chapter' || command.type === 'add-video'

/** The outline, without the entity that an undone addition leaves in the trash. */
function outlineBut(course: Course, command: Command): Outline {
  const outline = outlineOf(withoutStamps(course))
  if (!isAddition(command)) return outline
  const { chapters, videos } = outline.trash
  const isOther = (id: string) => !Object.values(command).includes(id)
  const trash = {
    chapters: chapters.filter(({ chapter }) => isOther(chapter.id)),
    videos: videos.filter(({ id }) => command.type === 'add-chapter' || isOther(id)),
  }
  return { ...outline, trash }
}

it('[C3] undoes any command: the course looks as before, and what was added is in the trash', () => {
  fc.assert(
    fc.property(anyCommands, anyCommand, (before, command) => {
      const course = applyCommands(emptyCourse, before, stamp)
      const undone = applyCommands(course, [command, ...invert(course, command)], stamp)
      expect(outlineBut(undone, command)).toEqual(outlineBut(course, command))
      if (!isAddition(command)) expect(withoutStamps(undone)).toEqual(withoutStamps(course))
    }),
    { numRuns: 500 },
  )
})

it('[C3] undoes in the document what it undoes on the screen', () => {
  fc.assert(
    fc.property(anyCommands, anyCommand, (before, command) => {
      const doc = docOf(before)
      const course = readCourse(doc)
      const inverse = invert(course, command)
      write(doc, [command, ...inverse])
      expect(readCourse(doc)).toEqual(applyCommands(course, [command, ...inverse], stamp))
    }),
  )
})

it('[C3] makes no inverse that the wire would refuse', () => {
  fc.assert(
    fc.property(anyCommands, anyCommand, (before, command) => {
      const inverse = invert(applyCommands(emptyCourse, before, stamp), command)
      for (const undo of inverse) expect(commandSchema.parse(undo)).toEqual(undo)
    }),
    { numRuns: 500 },
  )
})

it('[C3] gives an empty title back for a course that had none, and removes a description it had not', () => {
  const edit: Command = { type: 'edit-course', title: 'Physics', description: 'All of it', was: {} }
  expect(invert(emptyCourse, edit)).toEqual([
    { type: 'edit-course', title: '', description: null, was: { title: 'Physics', description: 'All of it' } },
  ])
  expect(invert(emptyCourse, { type: 'edit-course', was: {} })).toEqual([])
})

it('[C3] leaves a video that was already unfiled where it was when an added chapter is undone', () => {
  const course = applyCommands(
    emptyCourse,
    [{ type: 'add-video', videoId: 'v1', title: '', place: ['c1', 'a0'] }],
    stamp,
  )
  const add: Command = { type: 'add-chapter', chapterId: 'c1', title: '', position: 'a0' }
  const undone = applyCommands(course, [add, ...invert(course, add)], stamp)
  expect(outlineOf(undone).unfiled.map(video => video.id)).toEqual(['v1'])
})
