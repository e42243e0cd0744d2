/** A course in the shape of the API, the same for every engine. */
import type { Course, Video } from '../course/model.ts'
import { outlineOf } from '../course/outline.ts'
import type { CourseDetails } from '../course/wire/http.ts'

export type CourseHead = Omit<CourseDetails, 'title' | 'description' | 'language' | 'chapters' | 'unfiled'>

/** Live chapters in order with their live videos in order; a live video of a deleted or unknown chapter is unfiled [C3]. */
export function courseDetailsOf(head: CourseHead, course: Course): CourseDetails {
  const { chapters, unfiled } = outlineOf(course)
  return {
    ...head,
    ...course.info,
    chapters: chapters.map(({ chapter: { id, title, position }, videos }) => {
      return { id, title, position, videos: videos.map(videoDetailsOf) }
    }),
    unfiled: unfiled.map(videoDetailsOf),
  }
}

function videoDetailsOf({ id, title, place: [, position], source }: Video): CourseDetails['unfiled'][number] {
  return { id, title, position, ...(source && { source }) }
}
