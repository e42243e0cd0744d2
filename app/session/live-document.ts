import * as Y from 'yjs'
import { CourseReader } from '../../course/course-reader.ts'
import type { RandomBytes } from '../../course/id.ts'
import type { Course } from '../../course/model.ts'

/** Where a change of the document came from, besides operations, which are their own origin. */
export type Origin = 'mirror' | 'other-tab' | 'server'

/** This tab's course document, with the plain course kept beside it. A rebuilt course is a new one [S5]. */
export class LiveDocument {
  readonly doc: Y.Doc
  readonly #reader: CourseReader

  constructor(options: { courseId: string; randomBytes: RandomBytes; onChange: () => void }) {
    this.doc = new Y.Doc({ guid: options.courseId })
    this.doc.clientID = new DataView(options.randomBytes(4).slice().buffer).getUint32(0)
    this.#reader = new CourseReader(this.doc, options.onChange)
  }

  get course(): Course {
    return this.#reader.course
  }

  /**
   * @returns whether there was anything in it that the document did not have
   * @throws whatever Yjs throws on bytes that are no update; the document is then not to be used any more
   */
  apply(update: Uint8Array, origin: Origin): boolean {
    let isNews = false
    const notice = () => {
      isNews = true
    }
    this.doc.on('update', notice)
    try {
      Y.applyUpdate(this.doc, update, origin)
    } finally {
      this.doc.off('update', notice)
    }
    const { pendingStructs, pendingDs } = this.doc.store
    return isNews || pendingStructs !== null || pendingDs !== null
  }

  /** All of them as one change. @throws as `apply` */
  applyAll(updates: readonly Uint8Array[], origin: Origin): void {
    this.doc.transact(() => {
      for (const update of updates) Y.applyUpdate(this.doc, update, origin)
    }, origin)
  }

  stateVector(): Uint8Array {
    return Y.encodeStateVector(this.doc)
  }

  /** All that a document with this state vector lacks; everything without one. */
  encode(stateVector?: Uint8Array): Uint8Array {
    return Y.encodeStateAsUpdate(this.doc, stateVector)
  }

  close(): void {
    this.#reader.close()
    this.doc.destroy()
  }
}
