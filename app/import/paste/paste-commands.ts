/** A pasted list as one gesture: what it adds to the course as it is shown. */
import type { Command } from '../../../course/command.ts'
import type { Course } from '../../../course/model.ts'
import { chaptersOf, videosOf } from '../../../course/outline.ts'
import { positionsBetween } from '../../../course/position.ts'
import type { PastedChapter, PastedVideo } from './read-pasted-list.ts'

type AddVideo = Extract<Command, { type: 'add-video' }>

interface Paste {
  readonly commands: readonly Command[]
  /** The first new row. */
  readonly first: { readonly kind: 'chapter' | 'video'; readonly id: string }
}

/** The chapters, after those that are there. */
export function pasteChapters(course: Course, chapters: readonly PastedChapter[], newId: () => string): Paste {
  const last = chaptersOf(course).at(-1)?.position ?? null
  const added = positionsBetween(last, null, chapters.length).map(position => ({ chapterId: newId(), position }))
  const commands = added.flatMap(({ chapterId, position }, index): Command[] => {
    const { title = '', videos = [] } = chapters[index] ?? {}
    const place = { chapterId, after: null }
    return [{ type: 'add-chapter', chapterId, title, position }, ...addVideos(place, videos, newId)]
  })
  return { commands, first: { kind: 'chapter', id: added[0]?.chapterId ?? '' } }
}

interface VideoPlace {
  readonly chapterId: string
  readonly videos: readonly PastedVideo[]
}

/** The videos, after those that are in the chapter. */
export function pasteVideos(course: Course, { chapterId, videos }: VideoPlace, newId: () => string): Paste {
  const after = videosOf(course, chapterId).at(-1)?.place[1] ?? null
  const commands = addVideos({ chapterId, after }, videos, newId)
  return { commands, first: { kind: 'video', id: commands[0]?.videoId ?? '' } }
}

function addVideos(
  { chapterId, after }: { readonly chapterId: string; readonly after: string | null },
  videos: readonly PastedVideo[],
  newId: () => string,
): AddVideo[] {
  const positions = positionsBetween(after, null, videos.length)
  return videos.map(({ title, url }, index) => ({
    type: 'add-video',
    videoId: newId(),
    title,
    place: [chapterId, positions[index] ?? ''],
    ...(url !== undefined && { source: { kind: 'link', url } }),
  }))
}
