/** What a client is sent at its first sync, from the stored bytes alone. */
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import * as Y from 'yjs'
import type { Command } from '../../course/command.ts'
import { defineRoots } from '../../course/document.ts'
import { writeOperation } from '../../course/write-operation.ts'
import type { CourseStore } from '../../persistence/course-store.ts'
import { MemoryCourseStore } from '../../persistence/memory/course-store.ts'
import { readUpdate } from '../../sync-server/gate/read-update.ts'
import { LiveCourse } from '../../sync-server/live-course.ts'
import { type ClientPosition, missingUpdates } from '../../sync-server/missing-updates.ts'
import { addChapter, operationOf, renameChapter } from './fixtures/commands.ts'
import { FakeClock } from './fixtures/fake-clock.ts'
import { silentPeer } from './fixtures/peers.ts'

/** A course of some saves, and its author's document after each of them. */
async function storedCourse(saves: readonly (readonly Command[])[]) {
  const store = new MemoryCourseStore()
  const seams = { clock: new FakeClock(), randomBytes: (length: number) => new Uint8Array(length).fill(7) }
  const course = new LiveCourse('course-1', store, seams)
  await course.load()
  await course.loadDocument()
  const doc = docOf()
  const states: Uint8Array[] = []
  for (const commands of saves) {
    const update = writeOperation(doc, { operation: operationOf(commands), awaited: new Set() })
    await store.commit([course.accept(readUpdate(new Uint8Array(update)), silentPeer('ana'))])
    states.push(Y.encodeStateAsUpdate(doc))
  }
  return { store, doc, states }
}

function docOf(update?: Uint8Array): Y.Doc {
  const doc = new Y.Doc()
  defineRoots(doc)
  if (update) Y.applyUpdate(doc, update)
  return doc
}

/** What a client with this document gets, and the document it then has. */
async function serve(store: CourseStore, doc: Y.Doc, revision: number) {
  const position: ClientPosition = { stateVector: Y.decodeStateVector(Y.encodeStateVector(doc)), revision }
  const missing = await missingUpdates(store, 'course-1', position)
  for (const update of [...missing.updates, missing.final]) {
    Y.applyUpdate(doc, update)
    expect(doc.store.pendingStructs).toBeNull()
  }
  expect(doc.store.pendingDs).toBeNull()
  return missing
}

const saves = [[addChapter('basics')], [renameChapter('basics', 'Foundations')], [addChapter('advanced')]]

describe('A first sync', () => {
  it('[A3] of an unknown course brings nothing', async () => {
    const missing = await serve(new MemoryCourseStore(), new Y.Doc(), 0)
    expect(missing).toEqual({ updates: [], final: new Uint8Array([0, 0]), revision: 0 })
  })

  it('[A3] of an empty client brings the stored bytes as they are', async () => {
    const { store, doc } = await storedCourse(saves)
    const client = docOf()
    const { updates, revision } = await serve(store, client, 0)
    expect(updates).toEqual((await store.loadUpdates('course-1', 0)).map(({ bytes }) => bytes))
    expect(revision).toBe(3)
    expect(client.toJSON()).toEqual(doc.toJSON())
  })

  it('[A3] of a mirror that says its revision brings the log after it', async () => {
    const { store, doc, states } = await storedCourse(saves)
    const client = docOf(states[1])
    expect(await serve(store, client, 2)).toMatchObject({ updates: [expect.any(Uint8Array)], revision: 3 })
    expect(client.toJSON()).toEqual(doc.toJSON())
    expect((await serve(store, client, 3)).updates).toEqual([])
  })

  it.each([3, 4, 100])(
    '[A3] of a mirror that has lost what its revision %i promises brings all it lacks',
    async revision => {
      const { store, doc, states } = await storedCourse(saves)
      const client = docOf(states[0])
      expect(await serve(store, client, revision)).toMatchObject({ revision: 3 })
      expect(client.toJSON()).toEqual(doc.toJSON())
    },
  )

  it('[A3] of a mirror that lost a mere deletion its revision promises brings the deletion', async () => {
    const description: Command = { type: 'edit-course', description: 'about', was: {} }
    const { store, doc } = await storedCourse([[addChapter('basics'), description]])
    const client = docOf(Y.encodeStateAsUpdate(doc))
    const before = Y.encodeStateVector(doc)
    doc.getMap('course').delete('description')
    const course = new LiveCourse('course-1', store, {
      clock: new FakeClock(),
      randomBytes: length => new Uint8Array(length),
    })
    await course.load()
    await course.loadDocument()
    const update = readUpdate(new Uint8Array(Y.encodeStateAsUpdate(doc, before)))
    await store.commit([course.accept(update, silentPeer('ana'))])
    await serve(store, client, 2)
    expect(client.getMap('course').has('description')).toBe(false)
  })

  it('[C8] of a client with an equal state vector brings the deletions', async () => {
    const { store, doc } = await storedCourse([
      [addChapter('basics'), { type: 'edit-course', description: 'about', was: {} }],
    ])
    const client = docOf(Y.encodeStateAsUpdate(doc))
    const course = new LiveCourse('course-1', store, {
      clock: new FakeClock(),
      randomBytes: length => new Uint8Array(length),
    })
    await course.load()
    await course.loadDocument()
    const before = Y.encodeStateVector(doc)
    doc.getMap('course').delete('description')
    await store.commit([
      course.accept(readUpdate(new Uint8Array(Y.encodeStateAsUpdate(doc, before))), silentPeer('ana')),
    ])
    const { updates } = await serve(store, client, 0)
    expect(updates).toEqual([])
    expect(client.getMap('course').has('description')).toBe(false)
  })

  it('[A3] of a client with a part of a large update brings the rest of it', async () => {
    const many = Array.from({ length: 2000 }, (_, index) => addChapter(`c${index}`))
    const { store, doc } = await storedCourse([many])
    const [stored] = await store.loadUpdates('course-1', 0)
    expect(stored?.bytes.length).toBeGreaterThan(64 * 1024)
    const half = new Map([[doc.clientID, 3000]])
    const missing = await missingUpdates(store, 'course-1', { stateVector: half, revision: 0 })
    expect(missing.updates.map(({ length }) => length)).toEqual([expect.any(Number)])
    const [rest] = missing.updates.map(bytes => readUpdate(bytes))
    expect(rest?.clocks.get(doc.clientID)).toEqual({ start: 3000, end: Y.getState(doc.store, doc.clientID) })
  })

  it('[P5] after a snapshot brings the same', async () => {
    const { store, doc, states } = await storedCourse(saves)
    await store.compact('course-1')
    for (const [revision, state] of [undefined, ...states].entries()) {
      const client = docOf(state)
      await serve(store, client, revision)
      expect(client.toJSON()).toEqual(doc.toJSON())
    }
  })

  it('[A3] of any mirror that says any revision ends with the course as it is', async () => {
    const anySaves = fc.array(
      fc
        .constantFrom(
          addChapter('a'),
          addChapter('b'),
          renameChapter('a', 'A'),
          { type: 'delete-chapter', chapterId: 'a', videoIds: [] } as Command,
          { type: 'restore-chapter', chapterId: 'a' } as Command,
        )
        .map(command => [command]),
      { minLength: 1, maxLength: 12 },
    )
    const property = fc.asyncProperty(
      anySaves,
      fc.nat(12),
      fc.nat(14),
      fc.boolean(),
      async (commands, has, says, isCompacted) => {
        const { store, doc, states } = await storedCourse(commands)
        if (isCompacted) await store.compact('course-1')
        const client = docOf(states[has % (states.length + 1)])
        const { revision } = await serve(store, client, says)
        expect(client.toJSON()).toEqual(doc.toJSON())
        expect(revision).toBe(commands.length)
      },
    )
    await fc.assert(property, { numRuns: 200 })
  })
})
