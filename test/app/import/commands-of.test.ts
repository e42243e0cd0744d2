import { expect, it } from 'vitest'
import { commandsOf } from '../../../app/import/commands-of.ts'
import type { ImportedCourse } from '../../../app/import/imported-course.ts'
import { applyCommands } from '../../../course/apply-command.ts'
import { commandSchema } from '../../../course/command.ts'
import { emptyCourse } from '../../../course/model.ts'
import { chaptersOf, videosOf } from '../../../course/outline.ts'

const stamp = { by: { id: 'author', name: 'Ada' }, at: 0, operationId: 'operation' }
const source = { kind: 'link', url: 'https://example.org/a.mp4' } as const

const knots: ImportedCourse = {
  title: 'Knots',
  language: 'en',
  chapters: [
    { title: 'Basics', videos: [{ title: 'Bowline', source }, { title: 'Hitch' }, { title: 'Bowline' }] },
    { title: 'Later', videos: [] },
    { title: 'Advanced', videos: [{ title: 'Splice' }] },
  ],
  report: [],
}

function commandsWithIds(course: ImportedCourse) {
  let count = 0
  return commandsOf(course, () => `id-${++count}`)
}

it('[C1] makes a new course that is the imported one, in its order', () => {
  const course = applyCommands(emptyCourse, commandsWithIds(knots), stamp)
  const outline = chaptersOf(course).map(({ id, title }) => ({
    title,
    videos: videosOf(course, id).map(video => ({
      title: video.title,
      ...(video.source === undefined ? {} : { source: video.source }),
    })),
  }))

  expect(course.info).toEqual({ title: 'Knots', language: 'en' })
  expect(outline).toEqual(knots.chapters)
})

it('[C1] asks for an id of its own for each chapter and video', () => {
  const course = applyCommands(emptyCourse, commandsWithIds(knots), stamp)

  expect(course.chapters.size).toBe(3)
  expect(course.videos.size).toBe(4)
})

it('[C1] makes commands as any author makes them', () => {
  for (const command of commandsWithIds(knots)) expect(commandSchema.parse(command)).toEqual(command)
})

it('[C1] says that the new course had no title, description or language before', () => {
  const [first] = commandsWithIds({ ...knots, description: 'Ropes' })

  expect(first).toEqual({
    type: 'edit-course',
    title: 'Knots',
    description: 'Ropes',
    language: 'en',
    was: { title: '', description: null, language: null },
  })
})
