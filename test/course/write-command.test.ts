import * as fc from 'fast-check'
import { expect, it } from 'vitest'
import { applyCommand, applyCommands } from '../../course/apply-command.ts'
import { commandSchema } from '../../course/command.ts'
import { readCourse } from '../../course/document.ts'
import { emptyCourse } from '../../course/model.ts'
import { anyCommand, anyCommands, stamp } from './any-command.ts'
import { docOf, write } from './course-doc.ts'

const later = { ...stamp, at: stamp.at + 1 }

it('[C4] writes into the document what the screen shows, whatever the commands and their order', () => {
  fc.assert(
    fc.property(anyCommands, anyCommand, (before, command) => {
      const doc = docOf(before)
      const course = readCourse(doc)
      expect(course).toEqual(applyCommands(emptyCourse, before, stamp))
      expect(readCourse(write(doc, [command], later))).toEqual(applyCommand(course, command, later))
    }),
    { numRuns: 500 },
  )
})

it('[C4] does nothing for an addition whose id exists, and nothing for a target that is missing', () => {
  const doc = docOf([{ type: 'add-chapter', chapterId: 'c1', title: 'Basics', position: 'a0' }])
  const before = readCourse(doc)
  write(doc, [
    { type: 'add-chapter', chapterId: 'c1', title: 'Other', position: 'a5' },
    { type: 'rename-chapter', chapterId: 'c2', title: 'Ghost', was: '' },
    { type: 'move-video', videoId: 'v1', place: ['c1', 'a0'], was: ['c1', 'a1'] },
    { type: 'delete-video', videoId: 'v1' },
  ])
  expect(readCourse(doc)).toEqual(before)
})

it('[C4] gives back the same course where a command has no effect', () => {
  const course = applyCommands(
    emptyCourse,
    [{ type: 'add-video', videoId: 'v1', title: '', place: ['c1', 'a0'] }],
    stamp,
  )
  expect(applyCommand(course, { type: 'restore-video', videoId: 'v1' }, stamp)).toBe(course)
  expect(applyCommand(course, { type: 'rename-chapter', chapterId: 'c1', title: 'x', was: '' }, stamp)).toBe(course)
  expect(applyCommand(course, { type: 'replace-video', videoId: 'v1', source: null, was: null }, stamp)).toBe(course)
})

it('[C2] shares what a command does not touch, and never changes the course it was given', () => {
  fc.assert(
    fc.property(anyCommands, anyCommand, (before, command) => {
      const course = applyCommands(emptyCourse, before, stamp)
      const copy = structuredClone(course)
      const after = applyCommand(course, command, stamp)
      expect(course).toEqual(copy)
      const targets = [...Object.values(command)]
      for (const [id, video] of course.videos) if (!targets.includes(id)) expect(after.videos.get(id)).toBe(video)
      for (const [id, chapter] of course.chapters)
        if (!targets.includes(id)) expect(after.chapters.get(id)).toBe(chapter)
    }),
  )
})

it('[C3] keeps the first deletion when something is deleted twice, and restoring removes the key', () => {
  const doc = docOf([{ type: 'add-video', videoId: 'v1', title: '', place: ['c1', 'a0'] }])
  write(doc, [{ type: 'delete-video', videoId: 'v1' }])
  write(doc, [{ type: 'delete-video', videoId: 'v1' }], later)
  expect(readCourse(doc).videos.get('v1')?.deleted).toEqual(stamp)
  write(doc, [{ type: 'restore-video', videoId: 'v1' }])
  expect(doc.getMap('videos').toJSON()).toEqual({ v1: { title: '', place: ['c1', 'a0'] } })
})

it('[C4] takes every command of these tests for a command of the wire', () => {
  fc.assert(
    fc.property(anyCommand, command => {
      expect(commandSchema.parse(command)).toEqual(command)
    }),
  )
})
