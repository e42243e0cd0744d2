/** What formats other than our own carry of a course: what is alive, with a title for what has none. */
import type { Course, Video } from '../../course/model.ts'
import { type OutlineChapter, outlineOf } from '../../course/outline.ts'
import { cleanText } from '../import/olx-text.ts'
import { linkOf } from '../import/video-source.ts'

export interface ExportedVideo {
  readonly id: string
  readonly title: string
  /** http or https, without a password. */
  readonly url?: string
}

export interface ExportedChapter {
  readonly id: string
  readonly title: string
  readonly videos: readonly ExportedVideo[]
}

export interface ExportedOutline {
  /** Titles are one line, without control characters, never empty. */
  readonly title: string
  readonly description: string
  readonly language: string
  readonly chapters: readonly ExportedChapter[]
}

/** What a title is called where there is none. */
export interface OutlineNames {
  readonly untitledCourse: string
  readonly untitled: string
  /** Of the last chapter, which holds the videos that have none. */
  readonly unfiled: string
}

/** No chapter of a course can have it: `~` is not in an id. */
const unfiledId = '~unfiled'

export function exportedOutline(course: Course, names: OutlineNames): ExportedOutline {
  const { info } = course
  const outline = outlineOf(course)
  const toVideo = (video: Video) => exportedVideo(video, names)
  const chapters = outline.chapters.map(({ chapter, videos }: OutlineChapter) => ({
    id: chapter.id,
    title: titleOf(chapter.title, names.untitled),
    videos: videos.map(toVideo),
  }))
  const unfiled = { id: unfiledId, title: names.unfiled, videos: outline.unfiled.map(toVideo) }
  return {
    title: titleOf(info.title, names.untitledCourse),
    description: (info.description ?? '').toWellFormed(),
    language: titleOf(info.language ?? '', ''),
    chapters: unfiled.videos.length > 0 ? [...chapters, unfiled] : chapters,
  }
}

function exportedVideo({ id, title, source }: Video, { untitled }: OutlineNames): ExportedVideo {
  const url = source?.kind === 'link' ? linkOf(source.url) : undefined
  return { id, title: titleOf(title, untitled), ...(url !== undefined && { url }) }
}

function titleOf(title: string, otherwise: string): string {
  return cleanText(title, title.length) || otherwise
}
