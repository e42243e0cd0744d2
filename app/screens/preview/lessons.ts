/** The course as a learner goes through it: chapters, and all their videos in one line. Pure. */
import type { Course, Video } from '../../../course/model.ts'
import { type OutlineChapter, outlineOf } from '../../../course/outline.ts'

export interface Lesson {
  readonly video: Video
  readonly chapterTitle: string
  /** In its chapter, from 1. */
  readonly index: number
  readonly count: number
}

export interface Lessons {
  readonly chapters: readonly OutlineChapter[]
  readonly line: readonly Lesson[]
}

/** Without what is unfiled or in the trash: that is the authors' business. */
export function lessonsOf(course: Course): Lessons {
  const { chapters } = outlineOf(course)
  const line = chapters.flatMap(({ chapter, videos }) =>
    videos.map((video, index) => ({
      ...{ video, chapterTitle: chapter.title },
      ...{ index: index + 1, count: videos.length },
    })),
  )
  return { chapters, line }
}

export interface Position {
  readonly lesson: Lesson
  readonly previous: Video | undefined
  readonly next: Video | undefined
}

/** Undefined where the video is not there, or not there any more. */
export function positionIn({ line }: Lessons, videoId: string | undefined): Position | undefined {
  const at = line.findIndex(({ video }) => video.id === videoId)
  const lesson = line[at]
  return lesson && { lesson, previous: line[at - 1]?.video, next: line[at + 1]?.video }
}
