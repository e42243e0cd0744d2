import * as fc from 'fast-check'
import { describe, expect, it, vi } from 'vitest'
import * as Y from 'yjs'
import { type ChangedEntities, changedEntities } from '../../course/changed-entities.ts'
import type { Command } from '../../course/command.ts'
import { CourseReader } from '../../course/course-reader.ts'
import { readCourse } from '../../course/document.ts'
import type { Course } from '../../course/model.ts'
import { anyCommand } from './any-command.ts'
import { commandsOfCourse, docOf, write } from './course-doc.ts'
import { anySteps, exchangeAll, takeSteps, threeAuthors } from './test-author.ts'

interface Change {
  readonly before: Course
  readonly after: Course
  readonly changed: ChangedEntities
}

function watch(doc: Y.Doc) {
  const changes: Change[] = []
  let before: Course | undefined
  const reader = new CourseReader(doc, (after, changed) => {
    changes.push({ before: before ?? after, after, changed })
    before = after
  })
  before = reader.course
  return { reader, changes }
}

/** Ids of the entities that are not the same objects as before. */
function rereadIds({ before, after }: Change): string[] {
  const ids = (kind: 'chapters' | 'videos') =>
    [...after[kind]].filter(([id, entity]) => before[kind].get(id) !== entity).map(([id]) => id)
  return [...ids('chapters'), ...ids('videos')].sort()
}

const rename: Command = { type: 'rename-video', videoId: 'c7-v3', title: 'Renamed', was: 'Video 3' }

describe('CourseReader', () => {
  it('[C4] has what reading the whole document gives, after anything that authors write and receive', () => {
    fc.assert(
      fc.property(anySteps, steps => {
        const authors = threeAuthors()
        const watched = authors.map(author => watch(author.doc))
        takeSteps(authors, steps)
        for (const [index, { reader }] of watched.entries()) {
          expect(reader.course).toEqual(readCourse(authors[index]?.doc ?? new Y.Doc()))
        }
        exchangeAll(authors)
        for (const { reader } of watched) expect(reader.course).toEqual(readCourse(authors[0]?.doc ?? new Y.Doc()))
      }),
      { numRuns: 200 },
    )
  })

  it('[C4] reads again only what a transaction changed, and says so', () => {
    fc.assert(
      fc.property(fc.array(anyCommand, { maxLength: 25, size: 'max' }), commands => {
        const doc = docOf([])
        const { changes } = watch(doc)
        for (const command of commands) write(doc, [command])
        for (const change of changes) {
          const { chapters, videos } = change.changed
          expect(rereadIds(change)).toEqual([...chapters.keys(), ...videos.keys()].sort())
          expect(chapters.size + videos.size).toBeLessThanOrEqual(1)
        }
      }),
    )
  })

  it('[S4] reads one video again for one title in a course of 1,000 chapters of 50 videos', () => {
    const doc = docOf(commandsOfCourse(1000, 50))
    const { changes } = watch(doc)
    const reads = vi.spyOn(Y.Map.prototype, 'get')
    write(doc, [rename])
    expect(reads.mock.calls.length).toBeLessThan(20)
    reads.mockRestore()
    expect(changes).toHaveLength(1)
    expect(changes.flatMap(rereadIds)).toEqual(['c7-v3'])
    expect(changes[0]?.changed.videos).toEqual(new Map([['c7-v3', new Set(['title'])]]))
    expect(changes[0]?.after.chapters).toBe(changes[0]?.before.chapters)
  })

  it('[C4] names all fields of a new entity, and the changed ones of a known one', () => {
    const doc = docOf(commandsOfCourse(1, 1))
    const { changes } = watch(doc)
    write(doc, [
      { type: 'add-video', videoId: 'new', title: '', place: ['c0', 'a9'] },
      { type: 'edit-course', title: 'Physics', was: {} },
      { type: 'move-chapter', chapterId: 'c0', position: 'a5', was: 'a0' },
    ])
    expect(changes.map(({ changed }) => changed)).toEqual([
      {
        course: new Set(['title']),
        chapters: new Map([['c0', new Set(['position'])]]),
        videos: new Map([['new', new Set(['title', 'place'])]]),
      },
    ])
  })

  it('[C6] says nothing of a transaction that writes a record and changes no entity', () => {
    const doc = docOf(commandsOfCourse(1, 1))
    const { changes } = watch(doc)
    doc.getMap('operations').set('1.0', {})
    expect(changes).toEqual([])
  })

  it('[C4] has no entity that the document has lost, as out of schema as that is', () => {
    const doc = docOf(commandsOfCourse(2, 1))
    const { reader } = watch(doc)
    doc.getMap('videos').delete('c0-v0')
    expect([...reader.course.videos.keys()]).toEqual(['c1-v0'])
  })

  it('[C4] stops with its close', () => {
    const doc = docOf(commandsOfCourse(8, 5))
    const { reader, changes } = watch(doc)
    reader.close()
    write(doc, [rename])
    expect(changes).toEqual([])
  })
})

it('[A7] names what an update changed, also in a document that nobody has read yet', () => {
  const changed: ChangedEntities[] = []
  const doc = new Y.Doc()
  doc.on('afterTransaction', transaction => changed.push(changedEntities(transaction)))
  const edit: Command = { type: 'edit-course', language: 'en', was: {} }
  Y.applyUpdate(doc, Y.encodeStateAsUpdate(docOf([...commandsOfCourse(1, 1), edit])))
  const { chapters, videos, course } = changed[0] ?? {}
  expect([[...(chapters ?? [])], [...(videos ?? [])], course]).toEqual([
    [['c0', new Set(['title', 'position'])]],
    [['c0-v0', new Set(['title', 'place'])]],
    new Set(['language']),
  ])
})
