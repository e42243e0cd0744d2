/** Keeps the plain course beside a document, re-reading only the entities that a transaction changed. */
import type * as Y from 'yjs'
import { type ChangedEntities, changedEntities } from './changed-entities.ts'
import { readChapter, readCourse, readInfo, readVideo } from './document.ts'
import type { Course } from './model.ts'

export class CourseReader {
  readonly #doc: Y.Doc
  readonly #onChange: (course: Course, changed: ChangedEntities) => void
  #course: Course

  /** `onChange` is called once for each transaction that changed an entity, with the new course. */
  constructor(doc: Y.Doc, onChange: (course: Course, changed: ChangedEntities) => void) {
    this.#doc = doc
    this.#onChange = onChange
    this.#course = readCourse(doc)
    doc.on('afterTransaction', this.#update)
  }

  get course(): Course {
    return this.#course
  }

  close(): void {
    this.#doc.off('afterTransaction', this.#update)
  }

  #update = (transaction: Y.Transaction): void => {
    const changed = changedEntities(transaction)
    if (changed.course.size + changed.chapters.size + changed.videos.size === 0) return
    const { info, chapters, videos } = this.#course
    this.#course = {
      info: changed.course.size > 0 ? readInfo(this.#doc) : info,
      chapters: reread(chapters, changed.chapters.keys(), id => readChapter(this.#doc, id)),
      videos: reread(videos, changed.videos.keys(), id => readVideo(this.#doc, id)),
    }
    this.#onChange(this.#course, changed)
  }
}

/** The same map where nothing changed, else a copy with the changed entities as they are now. */
function reread<Entity>(
  before: ReadonlyMap<string, Entity>,
  ids: Iterable<string>,
  read: (id: string) => Entity | undefined,
): ReadonlyMap<string, Entity> {
  let after: Map<string, Entity> | undefined
  for (const id of ids) {
    after ??= new Map(before)
    const entity = read(id)
    if (entity) after.set(id, entity)
    else after.delete(id)
  }
  return after ?? before
}
