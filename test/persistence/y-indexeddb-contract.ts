import { expect, it } from 'vitest'
import { IndexeddbPersistence } from 'y-indexeddb'
import * as Y from 'yjs'
import { openIndexedDbCourseStore } from '../../persistence/indexeddb/indexeddb-course-store.ts'
import { draftEntry, save } from './local-course-fixtures.ts'

/** The mirror is y-indexeddb's too. It knows only the global IndexedDB, and so this suite uses that. */
export function yIndexedDbContract(name: string): void {
  it(`[S5] ${name}: stock y-indexeddb opens a mirror of ours and reads the same document`, async () => {
    const courseId = crypto.randomUUID()
    const store = await openIndexedDbCourseStore({ courseId })
    const written = new Y.Doc()
    written.on('update', update => void store.append([update]))
    written.getMap('course').set('title', 'Algebra')
    written.getMap('course').set('language', 'en')
    await store.close()

    const stock = await openStock(courseId)
    expect(stock.doc.getMap('course').toJSON()).toEqual({ title: 'Algebra', language: 'en' })
    await stock.clearData()
  })

  it(`[S5] ${name}: a mirror that stock y-indexeddb made can be opened, read and saved to`, async () => {
    const courseId = crypto.randomUUID()
    const stock = await openStock(courseId)
    stock.doc.getMap('course').set('title', 'Algebra')
    await stock.destroy()

    const store = await openIndexedDbCourseStore({ courseId })
    expect(readDocument((await store.load()).updates)).toEqual({ title: 'Algebra' })
    await store.editDraft(() => [draftEntry('a')])
    await save(store, 'op-1', Uint8Array.of(0, 0))
    expect(await store.loadPending()).toHaveLength(1)
    await store.destroy()
  })

  it(`[S5] ${name}: after a compaction, stock y-indexeddb still reads the same document`, async () => {
    const courseId = crypto.randomUUID()
    const store = await openIndexedDbCourseStore({ courseId })
    const written = new Y.Doc()
    written.on('update', update => void store.append([update]))
    for (let lesson = 0; lesson < 20; lesson += 1) written.getMap('course').set('title', `Algebra ${lesson}`)
    await store.loadNewUpdates()
    await store.compact(Y.encodeStateAsUpdate(written))
    expect((await store.load()).updates).toHaveLength(1)
    await store.close()

    const stock = await openStock(courseId)
    expect(stock.doc.getMap('course').toJSON()).toEqual({ title: 'Algebra 19' })
    await stock.clearData()
  })
}

async function openStock(courseId: string): Promise<IndexeddbPersistence> {
  const stock = new IndexeddbPersistence(`lectern-course-${courseId}`, new Y.Doc())
  await stock.whenSynced
  return stock
}

function readDocument(updates: readonly Uint8Array[]): unknown {
  const doc = new Y.Doc()
  for (const update of updates) Y.applyUpdate(doc, update)
  return doc.getMap('course').toJSON()
}
