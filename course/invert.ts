/** Undo: the command that takes a command back, for the course as it was before it. */
import type { Command } from './command.ts'
import type { Course } from './model.ts'
import { videosOf } from './outline.ts'

/**
 * @param course before the command
 * @returns the commands that undo it (an added entity goes to the trash); none where the command has no effect
 */
export function invert(course: Course, command: Command): Command[] {
  switch (command.type) {
    case 'edit-course':
      return [invertEdit(course, command)]
    case 'add-chapter':
    case 'rename-chapter':
    case 'move-chapter':
    case 'delete-chapter':
    case 'restore-chapter':
      return invertChapter(course, command)
    default:
      return invertVideo(course, command)
  }
}

function invertEdit(course: Course, command: Extract<Command, { type: 'edit-course' }>): Command {
  const back: Record<string, unknown> = {}
  const was: Record<string, unknown> = {}
  for (const key of ['title', 'description', 'language'] as const) {
    if (command[key] === undefined) continue
    back[key] = course.info[key] ?? null
    was[key] = command[key]
  }
  return { type: 'edit-course', ...back, was }
}

function invertChapter(course: Course, command: Extract<Command, { chapterId: string }>): Command[] {
  const { chapterId } = command
  const chapter = course.chapters.get(chapterId)
  if (command.type === 'add-chapter') {
    const videoIds = videosOf(course, chapterId).map(video => video.id)
    return chapter ? [] : [{ type: 'delete-chapter', chapterId, videoIds }]
  }
  if (!chapter) return []
  switch (command.type) {
    case 'rename-chapter':
      return [{ type: 'rename-chapter', chapterId, title: chapter.title, was: command.title }]
    case 'move-chapter':
      return [{ type: 'move-chapter', chapterId, position: chapter.position, was: command.position }]
    case 'delete-chapter':
      return chapter.deleted ? [] : [{ type: 'restore-chapter', chapterId }]
    case 'restore-chapter':
      return chapter.deleted ? [{ type: 'delete-chapter', chapterId, videoIds: chapter.deleted.videoIds }] : []
    default:
      return command satisfies never
  }
}

function invertVideo(course: Course, command: Extract<Command, { videoId: string }>): Command[] {
  const { videoId } = command
  const video = course.videos.get(videoId)
  if (command.type === 'add-video') return video ? [] : [{ type: 'delete-video', videoId }]
  if (!video) return []
  switch (command.type) {
    case 'rename-video':
      return [{ type: 'rename-video', videoId, title: video.title, was: command.title }]
    case 'move-video':
      return [{ type: 'move-video', videoId, place: video.place, was: command.place }]
    case 'replace-video':
      return [{ type: 'replace-video', videoId, source: video.source ?? null, was: command.source }]
    case 'set-captions':
      return [{ type: 'set-captions', videoId, captions: video.captions ?? null, was: command.captions }]
    case 'delete-video':
      return video.deleted ? [] : [{ type: 'restore-video', videoId }]
    case 'restore-video':
      return video.deleted ? [{ type: 'delete-video', videoId }] : []
    default:
      return command satisfies never
  }
}
