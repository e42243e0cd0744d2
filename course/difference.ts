/** What lies between two states of one course, as commands: an older version comes back as changes to review. */
import type { Command } from './command.ts'
import { chapterEdits, infoCommands, videoCommands } from './entity-difference.ts'
import type { Chapter, Course, Video } from './model.ts'
import { isTrashed, videosOf } from './outline.ts'

/** How much of the course is to become as it was. */
export type DifferenceScope =
  | { readonly kind: 'course' }
  /** The chapter, and the videos it had, as they were. */
  | { readonly kind: 'chapter'; readonly id: string }
  | { readonly kind: 'video'; readonly id: string }

/**
 * The commands which, applied to `from`, show what `to` shows: all fields, order, places, and what is in the trash.
 * What `to` does not have goes to the trash. None where both show the same, and none that could be left out.
 */
export function commandsBetween(from: Course, to: Course, scope: DifferenceScope = { kind: 'course' }): Command[] {
  if (from === to) return []
  switch (scope.kind) {
    case 'course':
      return inRounds(wholeDifference(from, to))
    case 'chapter':
      return inRounds(chapterDifference(from, to, scope.id))
    case 'video':
      return videoDifference(from, to, scope.id)
    default:
      return scope satisfies never
  }
}

/**
 * First one command for each target, then the second ones, and so on: who applies them one after the other then copies
 * the course a few times and not once for each video.
 */
function inRounds(commands: readonly Command[]): Command[] {
  const rounds: Command[][] = []
  const counts = new Map<string, number>()
  for (const command of commands) {
    const target = 'videoId' in command ? command.videoId : 'chapterId' in command ? command.chapterId : ''
    const round = counts.get(target) ?? 0
    counts.set(target, round + 1)
    const others = rounds[round]
    if (others) others.push(command)
    else rounds.push([command])
  }
  return rounds.flat()
}

function wholeDifference(from: Course, to: Course): Command[] {
  const fates = chapterFates(from, to)
  const chapters = [...to.chapters.values()].flatMap(then => chapterEdits(from.chapters.get(then.id), then))
  const videos = [...to.videos.values()].flatMap(then => videoCommands(from.videos.get(then.id), then))
  const leftOver = [...leftOverVideos(from, to)].flatMap(([chapterId, videoIds]) => {
    const along = new Set(fates.get(chapterId)?.videoIds)
    return videoIds.filter(id => !along.has(id)).map(deleteVideo)
  })
  const fateCommands = [...fates.values()].flatMap(({ commands }) => commands)
  return [...infoCommands(from.info, to.info), ...chapters, ...videos, ...leftOver, ...fateCommands]
}

interface ChapterFate {
  readonly commands: readonly Command[]
  /** The videos that are in the trash with the chapter in the end; none where it is alive. */
  readonly videoIds: readonly string[]
}

/** By chapter, of both courses: whether it is restored or deleted, and with whom. */
function chapterFates(from: Course, to: Course): Map<string, ChapterFate> {
  const leftOver = leftOverVideos(from, to)
  const filed = Map.groupBy(to.videos.values(), ({ place }) => place[0])
  const fates = new Map<string, ChapterFate>()
  for (const chapterId of new Set([...from.chapters.keys(), ...to.chapters.keys()])) {
    const [now, then] = [from.chapters.get(chapterId), to.chapters.get(chapterId)]
    if (then && !then.deleted) {
      fates.set(chapterId, { commands: now?.deleted ? [{ type: 'restore-chapter', chapterId }] : [], videoIds: [] })
    } else if (now?.deleted && takesTheSame(now, then, filed.get(chapterId) ?? [])) {
      fates.set(chapterId, { commands: [], videoIds: now.deleted.videoIds })
    } else {
      const videoIds = [...(then?.deleted?.videoIds ?? []), ...(leftOver.get(chapterId) ?? [])]
      fates.set(chapterId, { commands: deletionOf(chapterId, now, videoIds), videoIds })
    }
  }
  return fates
}

/** A deletion that took along other videos is taken back first: what is deleted stays as it was deleted. */
function deletionOf(chapterId: string, now: Chapter | undefined, videoIds: readonly string[]): Command[] {
  const deletion: Command = { type: 'delete-chapter', chapterId, videoIds }
  return now?.deleted ? [{ type: 'restore-chapter', chapterId }, deletion] : [deletion]
}

/** Whether both deletions hold the same of the videos that were in the chapter. */
function takesTheSame(now: Chapter, then: Chapter | undefined, filed: readonly Video[]): boolean {
  const [nowTakes, thenTook] = [new Set(now.deleted?.videoIds), new Set(then?.deleted?.videoIds)]
  return filed.every(({ id, deleted }) => deleted || nowTakes.has(id) === thenTook.has(id))
}

/** By chapter: the videos that `to` does not have and that are not deleted by themselves. */
function leftOverVideos(from: Course, to: Course): Map<string, string[]> {
  const leftOver = new Map<string, string[]>()
  for (const { id, place, deleted } of from.videos.values()) {
    if (deleted || to.videos.has(id)) continue
    const others = leftOver.get(place[0])
    if (others) others.push(id)
    else leftOver.set(place[0], [id])
  }
  return leftOver
}

function chapterDifference(from: Course, to: Course, chapterId: string): Command[] {
  const [now, then] = [from.chapters.get(chapterId), to.chapters.get(chapterId)]
  if (!then || then.deleted) {
    const videoIds = videosOf(from, chapterId).map(({ id }) => id)
    return now && !now.deleted ? [{ type: 'delete-chapter', chapterId, videoIds }] : []
  }
  const videos = videosOf(to, chapterId)
  const itsOwn = new Set(videos.map(({ id }) => id))
  const others = [...from.videos.values()].filter(({ id, place, deleted }) => {
    return place[0] === chapterId && !deleted && !itsOwn.has(id)
  })
  return [
    ...chapterEdits(now, then),
    ...(now?.deleted ? [{ type: 'restore-chapter' as const, chapterId }] : []),
    ...videos.flatMap(video => videoCommands(from.videos.get(video.id), video)),
    ...others.flatMap(video => leaveChapter(from, to, video)),
  ]
}

/** For a video that came into the chapter since: back to where it was, unless that place is gone. */
function leaveChapter(from: Course, to: Course, video: Video): Command[] {
  const then = to.videos.get(video.id)
  if (!then || isTrashed(to, then)) return [deleteVideo(video.id)]
  const chapter = from.chapters.get(then.place[0])
  if (!chapter || chapter.deleted) return []
  return [{ type: 'move-video', videoId: video.id, place: then.place, was: video.place }]
}

function videoDifference(from: Course, to: Course, videoId: string): Command[] {
  const [now, then] = [from.videos.get(videoId), to.videos.get(videoId)]
  if (!then) return now && !isTrashed(from, now) ? [deleteVideo(videoId)] : []
  const commands = videoCommands(now, then)
  return isTrashed(to, then) ? commands : [...bringChapter(from, to, then), ...commands]
}

/** A video whose chapter is gone comes back in its chapter, alone: the others stay in the trash. */
function bringChapter(from: Course, to: Course, video: Video): Command[] {
  const [chapterId] = video.place
  const [now, then] = [from.chapters.get(chapterId), to.chapters.get(chapterId)]
  if (!now) return then && !then.deleted ? chapterEdits(undefined, then) : []
  const takes = new Set(now.deleted?.videoIds)
  const wasFiled = then !== undefined && !then.deleted
  if (!now.deleted || !(wasFiled || takes.has(video.id))) return []
  const others = [...from.videos.values()].filter(({ id, place, deleted }) => {
    return place[0] === chapterId && !deleted && id !== video.id && takes.has(id)
  })
  return [{ type: 'restore-chapter', chapterId }, ...others.map(({ id }) => deleteVideo(id))]
}

function deleteVideo(videoId: string): Command {
  return { type: 'delete-video', videoId }
}
