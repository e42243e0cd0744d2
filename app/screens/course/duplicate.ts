/** Copies of chapters and videos as commands, each right after its original. Pure: ids are passed in. */
import type { Command } from '../../../course/command.ts'
import { limits } from '../../../course/limits.ts'
import type { Chapter, Course, Place, Video } from '../../../course/model.ts'
import { chaptersOf, videosOf } from '../../../course/outline.ts'
import { positionBetween } from '../../../course/position.ts'
import type { RowRef } from './row.ts'

export interface Copies {
  readonly commands: readonly Command[]
  /** In the order of the originals. */
  readonly rows: readonly RowRef[]
}

/** @param rows in the outline's order; a chapter brings its videos with it */
export function copiesOf(course: Course, rows: readonly RowRef[], newId: () => string): Copies {
  const copies = rows.flatMap(row => copyOf(course, row, newId) ?? [])
  return { commands: copies.flatMap(({ commands }) => commands), rows: copies.map(({ row }) => row) }
}

interface Copy {
  readonly row: RowRef
  readonly commands: readonly Command[]
}

function copyOf(course: Course, { kind, id }: RowRef, newId: () => string): Copy | undefined {
  if (kind === 'chapter') {
    const chapter = course.chapters.get(id)
    return chapter && copyChapter(course, chapter, newId)
  }
  const video = course.videos.get(id)
  return video && copyVideo(video, placeAfter(course, video), { id: newId(), title: copyTitle(video.title) })
}

function copyChapter(course: Course, chapter: Chapter, newId: () => string): Copy {
  const chapterId = newId()
  const siblings = chaptersOf(course)
  const next = siblings[siblings.findIndex(({ id }) => id === chapter.id) + 1]
  const position = positionBetween(chapter.position, next?.position ?? null)
  const videos = videosOf(course, chapter.id).flatMap(
    video => copyVideo(video, [chapterId, video.place[1]], { id: newId(), title: video.title }).commands,
  )
  return {
    row: { kind: 'chapter', id: chapterId },
    commands: [{ type: 'add-chapter', chapterId, title: copyTitle(chapter.title), position }, ...videos],
  }
}

function copyVideo({ source, captions }: Video, place: Place, { id, title }: { id: string; title: string }): Copy {
  const add: Command = { type: 'add-video', videoId: id, title, place, ...(source && { source }) }
  const withCaptions: Command[] = captions ? [{ type: 'set-captions', videoId: id, captions, was: null }] : []
  return { row: { kind: 'video', id }, commands: [add, ...withCaptions] }
}

function placeAfter(course: Course, { id, place: [chapterId, position] }: Video): Place {
  const siblings = videosOf(course, chapterId)
  const next = siblings[siblings.findIndex(sibling => sibling.id === id) + 1]
  return [chapterId, positionBetween(position, next?.place[1] ?? null)]
}

/** "Intro (copy)"; a title that would be too long loses its end, not the word. */
function copyTitle(title: string): string {
  const ending = ' (copy)'
  return `${title.slice(0, limits.titleLength - ending.length)}${ending}`
}
