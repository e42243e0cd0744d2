/** What a process would find on the server's disk that is started now. */
import * as Y from 'yjs'
import { readCourse } from '../../course/document.ts'
import { courseDetailsOf } from '../../persistence/course-details.ts'
import type { CourseStore } from '../../persistence/course-store.ts'

export interface StoredCourse {
  readonly document: Y.Doc
  /** What is wrong with it, by the rule that it breaks. */
  readonly faults: readonly (readonly [rule: string, what: string])[]
}

/** Reads all of it at the moment of the call. */
export async function readStored(durable: CourseStore, courseId: string): Promise<StoredCourse> {
  const [stored, rows] = await Promise.all([durable.loadUpdates(courseId, 0), durable.readCourse(courseId)])
  const document = documentOf(stored.map(({ bytes }) => bytes))
  const faults: [string, string][] = []
  if (document.store.pendingStructs !== null || document.store.pendingDs !== null)
    faults.push(['C1', 'the stored document waits for something'])
  if (rows) {
    const { id, epoch, revision, updatedAt } = rows
    const expected = courseDetailsOf({ id, epoch, revision, updatedAt }, readCourse(document))
    if (JSON.stringify(rows) !== JSON.stringify(expected)) faults.push(['C2', 'the rows are not the document'])
  }
  return { document, faults }
}

export function documentOf(updates: readonly Uint8Array[]): Y.Doc {
  const doc = new Y.Doc()
  doc.transact(() => {
    for (const update of updates) Y.applyUpdate(doc, update)
  })
  return doc
}
