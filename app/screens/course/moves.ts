/** Moving as commands: by a step, to the next chapter, or to a chosen place. Pure. */
import type { Command } from '../../../course/command.ts'
import type { Chapter, Course, Video } from '../../../course/model.ts'
import { chaptersOf, videosOf } from '../../../course/outline.ts'
import { positionBetween, positionsBetween } from '../../../course/position.ts'

export type MoveCommand = Extract<Command, { type: 'move-chapter' | 'move-video' }>

/** Where something goes among what is there. */
export type Target =
  | { readonly at: 'top' }
  | { readonly at: 'bottom' }
  | { readonly at: 'before' | 'after'; readonly neighbourId: string }

export interface VideoTarget {
  readonly chapterId: string
  readonly target: Target
}

export type Step = -1 | 1

/** @returns undefined where it is first or last already */
export function stepChapter(course: Course, chapterId: string, step: Step): MoveCommand | undefined {
  const target = targetOfStep(chaptersOf(course), chapterId, step)
  return target && moveChapter(course, chapterId, target)
}

export function stepVideo(course: Course, videoId: string, step: Step): MoveCommand | undefined {
  const chapterId = course.videos.get(videoId)?.place[0]
  const target = chapterId === undefined ? undefined : targetOfStep(videosOf(course, chapterId), videoId, step)
  return target && chapterId !== undefined ? moveVideo(course, videoId, { chapterId, target }) : undefined
}

/** To the top of the next chapter, or to the bottom of the one before. Undefined where there is none. */
export function stepVideoOver(course: Course, videoId: string, step: Step): MoveCommand | undefined {
  const chapters = chaptersOf(course)
  const index = chapters.findIndex(({ id }) => id === course.videos.get(videoId)?.place[0])
  const neighbour = index < 0 ? undefined : chapters[index + step]
  return (
    neighbour && moveVideo(course, videoId, { chapterId: neighbour.id, target: { at: step > 0 ? 'top' : 'bottom' } })
  )
}

/** @returns undefined where the chapter is gone or stands there already */
export function moveChapter(course: Course, chapterId: string, target: Target): MoveCommand | undefined {
  return moveChapters(course, [chapterId], target)[0]
}

/** @returns undefined where the video is gone or stands there already */
export function moveVideo(course: Course, videoId: string, target: VideoTarget): MoveCommand | undefined {
  return moveVideos(course, [videoId], target)[0]
}

/** Side by side, in this order. @returns nothing where they are gone or stand there already */
export function moveChapters(course: Course, chapterIds: readonly string[], target: Target): MoveCommand[] {
  const chapters = chapterIds.flatMap(id => course.chapters.get(id) ?? [])
  const positions = positionsAt(chaptersOf(course).map(toPositioned), chapters, target)
  return chapters.flatMap(({ id: chapterId, position: was }, index) => {
    const position = positions?.[index]
    return position === undefined ? [] : { type: 'move-chapter', chapterId, position, was }
  })
}

/** Side by side, in this order. @returns nothing where they are gone or stand there already */
export function moveVideos(
  course: Course,
  videoIds: readonly string[],
  { chapterId, target }: VideoTarget,
): MoveCommand[] {
  const videos = videoIds.flatMap(id => course.videos.get(id) ?? [])
  const positions = positionsAt(videosOf(course, chapterId).map(toPositioned), videos, target)
  return videos.flatMap(({ id: videoId, place: was }, index) => {
    const position = positions?.[index]
    return position === undefined ? [] : { type: 'move-video', videoId, place: [chapterId, position], was }
  })
}

/** The position that puts something new at the end. */
export function lastPosition(siblings: readonly (Chapter | Video)[]): string {
  const last = siblings.at(-1)
  return positionBetween(last ? toPositioned(last).position : null, null)
}

interface Positioned {
  readonly id: string
  readonly position: string
}

function toPositioned(entity: Chapter | Video): Positioned {
  return { id: entity.id, position: 'place' in entity ? entity.place[1] : entity.position }
}

function targetOfStep(siblings: readonly { readonly id: string }[], id: string, step: Step): Target | undefined {
  const index = siblings.findIndex(sibling => sibling.id === id)
  const neighbour = index < 0 ? undefined : siblings[index + step]
  return neighbour && { at: step > 0 ? 'after' : 'before', neighbourId: neighbour.id }
}

/** New positions for what is put there, in order; undefined where that would change nothing, or has no place. */
function positionsAt(
  siblings: readonly Positioned[],
  moved: readonly { readonly id: string }[],
  target: Target,
): string[] | undefined {
  const ids = new Set(moved.map(({ id }) => id))
  const others = siblings.filter(({ id }) => !ids.has(id))
  const index = indexAt(siblings, ids, target)
  if (index === undefined) return undefined
  const isThere = moved.every(({ id }, at) => siblings[index + at]?.id === id)
  if (isThere && siblings.length === others.length + moved.length) return undefined
  return positionsBetween(others[index - 1]?.position ?? null, others[index]?.position ?? null, moved.length)
}

/** The place among the others; undefined where the neighbour is gone. Beside one that moves too: where that one stood. */
function indexAt(siblings: readonly Positioned[], moved: ReadonlySet<string>, target: Target): number | undefined {
  if (target.at === 'top') return 0
  const countBefore = (end: number) => siblings.slice(0, end).filter(({ id }) => !moved.has(id)).length
  if (target.at === 'bottom') return countBefore(siblings.length)
  const { neighbourId } = target
  const index = siblings.findIndex(({ id }) => id === neighbourId)
  return index < 0 ? undefined : countBefore(target.at === 'before' ? index : index + 1)
}
