import type { Course } from '../../course/model.ts'
import { outlineOf } from '../../course/outline.ts'
import { linkOf } from '../import/video-source.ts'

export type ExportFormat = 'lectern' | 'olx' | 'markdown'

/** What of a course a format cannot carry, counted. */
export interface LeftOut {
  readonly trashed: number
  readonly files: number
  readonly captions: number
  readonly links: number
}

/** Our own archive carries all but the content of files; the others only what is alive. */
export function leftOutOf(course: Course, format: ExportFormat): LeftOut {
  const { chapters, unfiled, trash } = outlineOf(course)
  const isWhole = format === 'lectern'
  const live = [...chapters.flatMap(({ videos }) => videos), ...unfiled]
  const carried = isWhole ? [...course.videos.values()] : live
  const withChapters = trash.chapters.flatMap(({ videos }) => videos)
  return {
    trashed: isWhole ? 0 : trash.chapters.length + withChapters.length + trash.videos.length,
    files: carried.filter(({ source }) => source?.kind === 'upload').length,
    captions: carried.reduce((sum, { captions = [] }) => sum + captions.length, 0),
    links: isWhole
      ? 0
      : live.filter(({ source }) => source?.kind === 'link' && linkOf(source.url) === undefined).length,
  }
}
