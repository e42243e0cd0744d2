import { expect, it } from 'vitest'
import { pasteChapters, pasteVideos } from '../../../../app/import/paste/paste-commands.ts'
import { applyCommands } from '../../../../course/apply-command.ts'
import { emptyCourse } from '../../../../course/model.ts'
import { outlineOf } from '../../../../course/outline.ts'
import { stamp } from '../../../course/any-command.ts'
import { commandsOfCourse } from '../../../course/course-doc.ts'

const course = applyCommands(emptyCourse, commandsOfCourse(2, 1), stamp)
const counter = () => {
  let count = 0
  return () => `new-${++count}`
}

it('[C2] puts pasted chapters after those that are there, in the order of the list', () => {
  const chapters = [
    { title: 'Bends', videos: [{ title: 'Sheet', url: 'https://a.org/' }, { title: 'Carrick' }] },
    { title: 'Splices', videos: [] },
  ]
  const { commands, first } = pasteChapters(course, chapters, counter())
  const outline = outlineOf(applyCommands(course, commands, stamp)).chapters

  expect(outline.map(({ chapter, videos }) => [chapter.title, videos.map(({ title }) => title)])).toEqual([
    ['Chapter 0', ['Video 0']],
    ['Chapter 1', ['Video 0']],
    ['Bends', ['Sheet', 'Carrick']],
    ['Splices', []],
  ])
  expect(outline[2]?.videos[0]?.source).toEqual({ kind: 'link', url: 'https://a.org/' })
  expect(first).toEqual({ kind: 'chapter', id: outline[2]?.chapter.id })
})

it('[C2] puts pasted videos after those of the chosen chapter', () => {
  const videos = [{ title: 'Sheet' }, { title: 'Carrick' }]
  const { commands, first: row } = pasteVideos(course, { chapterId: 'c0', videos }, counter())
  const [first] = outlineOf(applyCommands(course, commands, stamp)).chapters

  expect(first?.videos.map(({ title }) => title)).toEqual(['Video 0', 'Sheet', 'Carrick'])
  expect(row).toEqual({ kind: 'video', id: first?.videos[1]?.id })
})
