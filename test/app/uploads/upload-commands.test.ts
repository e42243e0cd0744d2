import { expect, it } from 'vitest'
import { plannedUploads } from '../../../app/uploads/planned-uploads.ts'
import {
  addCaptions,
  planCommands,
  replaceFile,
  uploadIdsIn,
  withKnownUpload,
} from '../../../app/uploads/upload-commands.ts'
import { applyCommand } from '../../../course/apply-command.ts'
import { type Command, commandSchema } from '../../../course/command.ts'
import { type Course, emptyCourse, type Video } from '../../../course/model.ts'
import { outlineOf } from '../../../course/outline.ts'

const stamp = { by: { id: 'ana', name: 'Ana' }, at: 1, operationId: 'operation-1' }
const applied = (course: Course, commands: readonly Command[]) =>
  commands.reduce((present, command) => applyCommand(present, command, stamp), course)
const titlesOf = (course: Course) =>
  Object.fromEntries(outlineOf(course).chapters.map(({ chapter, videos }) => [chapter.title, videos.map(v => v.title)]))

function ids(): () => string {
  let last = 0
  return () => `id-${++last}`
}

const withBasics = applied(emptyCourse, [
  { type: 'add-chapter', chapterId: 'basics', title: 'Basics', position: 'a0' },
  { type: 'add-video', videoId: 'welcome', title: 'Welcome', place: ['basics', 'a0'] },
])
const chosen = (...paths: string[]) =>
  plannedUploads(
    paths.map(path => ({ path, sizeBytes: 10, type: 'video/mp4' })),
    1_000,
  )
const target = (fields: { readonly chapterId?: string } = {}) => ({
  course: withBasics,
  newChapterTitle: 'New videos',
  newId: ids(),
  ...fields,
})

it('[U4] puts dropped files behind the videos of their chapter, in one gesture', () => {
  const { commands, tickets } = planCommands(chosen('2 b.mp4', '1 a.mp4'), target({ chapterId: 'basics' }))
  expect(titlesOf(applied(withBasics, commands))).toEqual({ Basics: ['Welcome', 'A', 'B'] })
  expect(tickets.map(({ fileName }) => fileName)).toEqual(['1 a.mp4', '2 b.mp4'])
})

it('[U4] makes chapters of a dropped folder, behind those that are there', () => {
  const { commands } = planCommands(
    chosen('Biology/welcome.mp4', 'Biology/Cells/a.mp4', 'Biology/Genes/b.mp4'),
    target(),
  )
  expect(titlesOf(applied(withBasics, commands))).toEqual({
    Basics: ['Welcome'],
    Biology: ['Welcome'],
    Cells: ['A'],
    Genes: ['B'],
  })
})

it('[U4] makes a chapter for loose files that were dropped on no chapter', () => {
  const { commands } = planCommands(chosen('a.mp4'), target())
  expect(titlesOf(applied(withBasics, commands))).toEqual({ Basics: ['Welcome'], 'New videos': ['A'] })
})

it('[U2] refers to each file that is sent, and says so in what the wire takes', () => {
  const { commands, tickets } = planCommands(chosen('a.mp4', 'a.de.vtt', 'b.mp4'), target({ chapterId: 'basics' }))
  for (const command of commands) expect(commandSchema.safeParse(command).error).toBeUndefined()
  expect(uploadIdsIn(commands)).toEqual(tickets.map(({ uploadId }) => uploadId))
  expect(tickets).toHaveLength(3)
  expect(commands.find(({ type }) => type === 'set-captions')).toMatchObject({ captions: [{ language: 'de' }] })
})

const film: Video = {
  id: 'film',
  title: 'Film',
  place: ['basics', 'a1'],
  source: { kind: 'link', url: 'https://example.org/film' },
  captions: [
    { uploadId: 'old-de', language: 'de', fileName: 'old.vtt' },
    { uploadId: 'fr', language: 'fr', fileName: 'fr.vtt' },
  ],
}

it('[U4] replaces the file of a video and keeps the video', () => {
  const file = { uploadId: 'upload', fileName: 'film.mp4', sizeBytes: 10, type: 'video/mp4' }
  expect(replaceFile(film, file)).toEqual({
    type: 'replace-video',
    videoId: 'film',
    source: { kind: 'upload', ...file },
    was: film.source,
  })
  const { source: _, ...bare } = film
  expect(replaceFile(bare, file)).toMatchObject({ was: null })
})

it('[U4] adds captions in place of those of the same language', () => {
  const command = addCaptions(film, { uploadId: 'de', language: 'de', fileName: 'new.vtt' })
  expect(command).toMatchObject({ captions: [{ uploadId: 'fr' }, { uploadId: 'de' }], was: film.captions })
})

it('[U4] lets the draft refer to the same file that the course has, and touches no other command', () => {
  const { commands } = planCommands(chosen('a.mp4', 'a.vtt', 'b.mp4'), target({ chapterId: 'basics' }))
  for (const uploadId of uploadIdsIn(commands)) {
    const changed = commands.map(command => withKnownUpload(command, uploadId, 'known'))
    const expected = uploadIdsIn(commands).map(id => (id === uploadId ? 'known' : id))
    expect(uploadIdsIn(changed)).toEqual(expected)
    expect(changed.filter((command, index) => command !== commands[index])).toHaveLength(1)
  }
})
