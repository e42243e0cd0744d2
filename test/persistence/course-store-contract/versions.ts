import { expect, it } from 'vitest'
import * as Y from 'yjs'
import type { Command } from '../../../course/command.ts'
import { courseVersionSchema } from '../../../course/wire/http.ts'
import { writeOperation } from '../../../course/write-operation.ts'
import type { CourseStore } from '../../../persistence/course-store.ts'
import { ana, CourseAuthor, courseUpdateOf, operationIdOf } from '../fixtures.ts'

export function versionRules(opened: () => CourseStore): void {
  const versionAt = async (revision: number, courseId = 'course-1') => {
    const bytes = await opened().readVersion(courseId, revision)
    return bytes && courseVersionSchema.parse(JSON.parse(new TextDecoder().decode(bytes)))
  }
  const titlesAt = async (revision: number) => (await versionAt(revision))?.chapters.map(({ title }) => title)

  it('[P5] reads the course as it was at each revision, with what was in the trash', async () => {
    const author = new Historian()
    const add: Command = { type: 'add-chapter', chapterId: 'c', title: 'Basics', position: 'a0' }
    const video: Command = { type: 'add-video', videoId: 'v', title: 'Intro', place: ['c', 'a0'] }
    const info: Command = { type: 'edit-course', title: 'Knots', language: 'en', was: {} }
    await opened().commit([author.commit([info, add]), author.commit([video])])
    await opened().commit([author.commit([{ type: 'delete-chapter', chapterId: 'c', videoIds: ['v'] }])])

    const head = { id: 'course-1', epoch: 'epoch-1', title: 'Knots', language: 'en' }
    const chapter = { id: 'c', title: 'Basics', position: 'a0' }
    const intro = { id: 'v', title: 'Intro', place: ['c', 'a0'] }
    expect(await versionAt(1)).toEqual({ ...head, revision: 1, storedAt: at(1), chapters: [chapter], videos: [] })
    expect(await versionAt(2)).toEqual({ ...head, revision: 2, storedAt: at(2), chapters: [chapter], videos: [intro] })
    const deleted = { by: ana, at: 3, operationId: operationIdOf(3), videoIds: ['v'] }
    expect(await versionAt(3)).toMatchObject({ chapters: [{ ...chapter, deleted }], videos: [intro] })
  })

  it('[P5] reads versions from before, at and after a snapshot', async () => {
    const author = new Historian()
    const name = (title: string): Command => ({ type: 'rename-chapter', chapterId: 'c', title, was: '' })
    const add: Command = { type: 'add-chapter', chapterId: 'c', title: 'A', position: 'a0' }
    for (const command of [add, name('B')]) await opened().commit([author.commit([command])])
    await opened().compact('course-1')
    for (const title of ['C', 'D']) await opened().commit([author.commit([name(title)])])

    expect(await Promise.all([1, 2, 3, 4].map(titlesAt))).toEqual([['A'], ['B'], ['C'], ['D']])
    await opened().compact('course-1')
    expect(await Promise.all([1, 2, 3, 4].map(titlesAt))).toEqual([['A'], ['B'], ['C'], ['D']])
  })

  it('[P5] has no version of a course it does not know, nor of a revision that has not come', async () => {
    await opened().commit([new CourseAuthor('rejected').reject()])
    await opened().commit([new Historian().commit([{ type: 'edit-course', title: 'Knots', was: {} }])])

    expect(await versionAt(1, 'nowhere')).toBeUndefined()
    expect(await versionAt(1, 'rejected')).toBeUndefined()
    expect(await versionAt(0)).toBeUndefined()
    expect(await versionAt(2)).toBeUndefined()
  })
}

const at = (number: number) => 1_800_000_000_000 + number

/** Commits operations as an author saves them. */
class Historian {
  readonly #author = new CourseAuthor()
  readonly #doc = new Y.Doc()
  #number = 0

  commit(commands: readonly Command[]) {
    const operationId = operationIdOf(++this.#number)
    const operation = { operationId, device: 'laptop', by: ana, savedAt: this.#number, commands }
    const update = courseUpdateOf(writeOperation(this.#doc, { operation, awaited: new Set() }))
    return this.#author.save({ update })
  }
}
