/** Moving as commands: by a step, to the next chapter, or to a chosen place. Pure. */
import type { Command } from '../../../course/command.ts'
import type { Chapter, Course, Video } from '../../../course/model.ts'
import { chaptersOf, videosOf } from '../../../course/outline.ts'
import { positionBetween } from '../../../course/position.ts'

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
  const chapter = course.chapters.get(chapterId)
  const position = positionAt(chaptersOf(course).map(toPositioned), chapterId, target)
  if (!chapter || position === undefined) return undefined
  return { type: 'move-chapter', chapterId, position, was: chapter.position }
}

/** @returns undefined where the video is gone or stands there already */
export function moveVideo(
  course: Course,
  videoId: string,
  { chapterId, target }: VideoTarget,
): MoveCommand | undefined {
  const video = course.videos.get(videoId)
  const position = positionAt(videosOf(course, chapterId).map(toPositioned), videoId, target)
  if (!video || position === undefined) return undefined
  return { type: 'move-video', videoId, place: [chapterId, position], was: video.place }
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

function positionAt(siblings: readonly Positioned[], id: string, target: Target): string | undefined {
  const others = siblings.filter(sibling => sibling.id !== id)
  const index = indexAt(others, target)
  if (index === undefined) return undefined
  if (siblings.findIndex(sibling => sibling.id === id) === index) return undefined
  return positionBetween(others[index - 1]?.position ?? null, others[index]?.position ?? null)
}

/** The place among the others; undefined where the neighbour is gone. */
function indexAt(others: readonly Positioned[], target: Target): number | undefined {
  if (target.at === 'top') return 0
  if (target.at === 'bottom') return others.length
  const { neighbourId } = target
  const index = others.findIndex(({ id }) => id === neighbourId)
  if (index < 0) return undefined
  return target.at === 'before' ? index : index + 1
}
