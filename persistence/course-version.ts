/** A course as it was at a revision, the same for every engine: from the updates up to it, through a document. */
import * as Y from 'yjs'
import { readCourse } from '../course/document.ts'
import type { CourseVersion } from '../course/wire/http.ts'

export type VersionHead = Pick<CourseVersion, 'id' | 'epoch' | 'revision' | 'storedAt'>

/**
 * @returns `CourseVersion` as JSON in UTF-8: who asked passes it on and need not read it
 *
 * Takes about a second for 50,000 videos: call it off the server's thread.
 */
export function encodeVersion(head: VersionHead, updates: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const doc = new Y.Doc()
  try {
    doc.transact(() => {
      for (const update of updates) Y.applyUpdate(doc, update)
    })
    const { info, chapters, videos } = readCourse(doc)
    const version: CourseVersion = { ...head, ...info, chapters: [...chapters.values()], videos: [...videos.values()] }
    return new TextEncoder().encode(JSON.stringify(version))
  } finally {
    doc.destroy()
  }
}
