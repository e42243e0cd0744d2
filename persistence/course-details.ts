/** A course as its reader sees it, from rows, the same for every engine [C3]. */
import type { Source } from '../course/model.ts'
import type { CourseDetails } from '../course/wire/http.ts'

export interface ChapterRow {
  readonly id: string
  readonly title: string
  readonly position: string
  /** Present: the chapter is deleted, and these are the videos its author saw in it. */
  readonly deletedVideoIds?: readonly string[]
}

export interface VideoRow {
  readonly id: string
  readonly title: string
  readonly chapterId: string
  readonly position: string
  readonly source?: Source
  /** It has a deletion of its own. */
  readonly isDeleted: boolean
}

export type CourseHead = Omit<CourseDetails, 'chapters' | 'unfiled'>
type ChapterDetails = CourseDetails['chapters'][number]
type VideoDetails = ChapterDetails['videos'][number]

/** Live chapters in order with their live videos in order; a live video of a deleted or unknown chapter is unfiled. */
export function courseDetailsOf(
  head: CourseHead,
  chapterRows: readonly ChapterRow[],
  videoRows: readonly VideoRow[],
): CourseDetails {
  const chapters = new Map<string, ChapterDetails>()
  const deletedWith = new Map<string, ReadonlySet<string>>()
  for (const { id, title, position, deletedVideoIds } of [...chapterRows].sort(byPosition)) {
    if (deletedVideoIds) deletedWith.set(id, new Set(deletedVideoIds))
    else chapters.set(id, { id, title, position, videos: [] })
  }
  const unfiled: VideoDetails[] = []
  for (const video of [...videoRows].sort(byPosition)) {
    if (video.isDeleted || deletedWith.get(video.chapterId)?.has(video.id)) continue
    const list = chapters.get(video.chapterId)?.videos ?? unfiled
    list.push(videoDetailsOf(video))
  }
  return { ...head, chapters: [...chapters.values()], unfiled }
}

function videoDetailsOf({ id, title, position, source }: VideoRow): VideoDetails {
  return { id, title, position, ...(source && { source }) }
}

interface Placed {
  readonly id: string
  readonly position: string
}

/** By code unit, ties by id [C2]; SQL's order by bytes differs beyond the basic plane, so no engine sorts for itself. */
function byPosition(a: Placed, b: Placed): number {
  return compare(a.position, b.position) || compare(a.id, b.id)
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}
