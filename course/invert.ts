/** Undo: the command that takes a command back, for the course as it was before it. */
import type { Command } from './command.ts'
import type { Course } from './model.ts'

/**
 * @param course before the command
 * @returns the commands that undo it (an added entity goes to the trash); none where the command has no effect
 */
export function invert(course: Course, command: Command): Command[] {
  switch (command.type) {
    case 'edit-course':
      return invertEdit(course, command)
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

type EditCourse = Extract<Command, { type: 'edit-course' }>

function invertEdit({ info }: Course, command: EditCourse): Command[] {
  const back: { title?: string; description?: string | null; language?: string | null } = {}
  const was: typeof back = {}
  if (command.title !== undefined) {
    back.title = info.title
    was.title = command.title
  }
  for (const key of ['description', 'language'] as const) {
    if (command[key] === undefined) continue
    back[key] = info[key] ?? null
    was[key] = command[key]
  }
  return Object.keys(back).length > 0 ? [{ type: 'edit-course', ...back, was }] : []
}

function invertChapter(course: Course, command: Extract<Command, { chapterId: string }>): Command[] {
  const { chapterId } = command
  const chapter = course.chapters.get(chapterId)
  // No video goes with an undone chapter: what is in it by then was put there by somebody else, or before it existed [C3].
  if (command.type === 'add-chapter') return chapter ? [] : [{ type: 'delete-chapter', chapterId, videoIds: [] }]
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
