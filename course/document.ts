/** The layout of the course document: its roots, its keys and how they are read. */
import type * as Y from 'yjs'
import type { Chapter, Course, CourseInfo, Video } from './model.ts'

export const roots = { course: 'course', chapters: 'chapters', videos: 'videos', operations: 'operations' } as const

export const schemaVersion = 1

/** The keys an entity may have, in the document as in the model. */
export const entityKeys = {
  course: ['title', 'description', 'language', 'schema'],
  chapters: ['title', 'position', 'deleted'],
  videos: ['title', 'place', 'source', 'captions', 'deleted'],
} as const

type Fields = Y.Map<unknown>

export const courseMap = (doc: Y.Doc): Fields => doc.getMap(roots.course)
export const chaptersMap = (doc: Y.Doc): Y.Map<Fields> => doc.getMap(roots.chapters)
export const videosMap = (doc: Y.Doc): Y.Map<Fields> => doc.getMap(roots.videos)
export const operationsMap = (doc: Y.Doc): Y.Map<unknown> => doc.getMap(roots.operations)

/** Gives the roots their type. Yjs otherwise makes a new object of each at its first use, and events name the old one. */
export function defineRoots(doc: Y.Doc): void {
  for (const root of Object.values(roots)) doc.getMap(root)
}

/** Reads what is there as it is: whether it is in the schema is the gate's to say, before it gets here. */
function fieldsOf<Entity>(map: Fields, keys: readonly string[]): Partial<Entity> {
  const fields: Record<string, unknown> = {}
  for (const key of keys) {
    const value = map.get(key)
    if (value !== undefined) fields[key] = value
  }
  return fields as Partial<Entity>
}

const infoKeys = ['title', 'description', 'language'] as const

export function readInfo(doc: Y.Doc): CourseInfo {
  return { title: '', ...fieldsOf<CourseInfo>(courseMap(doc), infoKeys) }
}

export function readChapter(doc: Y.Doc, id: string): Chapter | undefined {
  const map = chaptersMap(doc).get(id)
  return map && { title: '', position: '', ...fieldsOf<Chapter>(map, entityKeys.chapters), id }
}

export function readVideo(doc: Y.Doc, id: string): Video | undefined {
  const map = videosMap(doc).get(id)
  return map && { title: '', place: ['', ''], ...fieldsOf<Video>(map, entityKeys.videos), id }
}

/** The whole course. For a document that changes, `CourseReader` reads only what changed. */
export function readCourse(doc: Y.Doc): Course {
  const chapters = new Map<string, Chapter>()
  const videos = new Map<string, Video>()
  for (const id of chaptersMap(doc).keys()) {
    const chapter = readChapter(doc, id)
    if (chapter) chapters.set(id, chapter)
  }
  for (const id of videosMap(doc).keys()) {
    const video = readVideo(doc, id)
    if (video) videos.set(id, video)
  }
  return { info: readInfo(doc), chapters, videos }
}
