/** Keeps the entity whose title is being typed where it was, whatever others do to it meanwhile. */
import type { Chapter, Course, Video } from '../../../course/model.ts'
import type { RowRef } from './row.ts'

/** The row in hand, as it was when its author began to type. */
export interface HeldRow {
  readonly row: RowRef
  readonly chapter?: Chapter
  readonly video?: Video
}

export function holdRow(course: Course, row: RowRef): HeldRow {
  const video = row.kind === 'video' ? course.videos.get(row.id) : undefined
  const chapter = course.chapters.get(video ? video.place[0] : row.id)
  return { row, ...(chapter && { chapter }), ...(video && { video }) }
}

/** The course with what is in hand alive and in its old place; the same course where nothing has happened to it. */
export function withHeldRow(course: Course, held: HeldRow | undefined): Course {
  if (!held) return course
  const { chapter, video } = held
  return withVideo(chapter ? withChapter(course, chapter) : course, video)
}

function withChapter(course: Course, held: Chapter): Course {
  const now = course.chapters.get(held.id)
  if (now && !now.deleted && now.position === held.position) return course
  const { deleted: _, ...alive } = { ...(now ?? held), position: held.position }
  return { ...course, chapters: new Map(course.chapters).set(held.id, alive) }
}

function withVideo(course: Course, held: Video | undefined): Course {
  if (!held) return course
  const now = course.videos.get(held.id)
  if (now && !now.deleted && now.place[0] === held.place[0] && now.place[1] === held.place[1]) return course
  const { deleted: _, ...alive } = { ...(now ?? held), place: held.place }
  return { ...course, videos: new Map(course.videos).set(held.id, alive) }
}
