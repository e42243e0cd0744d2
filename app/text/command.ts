/** What a command did, in a sentence: for toasts, receipts and the history. */
import type { Command } from '../../course/command.ts'
import type { Course } from '../../course/model.ts'
import { quoted } from './words.ts'

export function chapterName(course: Course, chapterId: string): string {
  return quoted(course.chapters.get(chapterId)?.title ?? '')
}

export function videoName(course: Course, videoId: string): string {
  return quoted(course.videos.get(videoId)?.title ?? '')
}

/** @param course for the names of what the command is about: as it is after the command, or later */
export function sentenceOfCommand(command: Command, course: Course): string {
  const subject = subjectOf(command, course)
  switch (command.type) {
    case 'edit-course':
      return `${subject} ${isFirstTitle(command) ? 'created' : 'saved'}`
    case 'move-video':
      return `${videoName(course, command.videoId)} moved to ${chapterName(course, command.place[0])}`
    default:
      return `${subject} ${done[command.type]}`
  }
}

function subjectOf(command: Command, course: Course): string {
  if (command.type === 'edit-course') return `Course ${quoted(command.title ?? course.info.title)}`
  if ('videoId' in command) return `Video ${videoTitle(command, course)}`
  return `Chapter ${chapterTitle(command, course)}`
}

function isFirstTitle({ title, was }: Extract<Command, { type: 'edit-course' }>): boolean {
  return title !== undefined && !was.title
}

const done = {
  'add-chapter': 'created',
  'rename-chapter': 'saved',
  'move-chapter': 'moved',
  'delete-chapter': 'deleted',
  'restore-chapter': 'restored',
  'add-video': 'created',
  'rename-video': 'saved',
  'replace-video': 'saved',
  'set-captions': 'saved',
  'delete-video': 'deleted',
  'restore-video': 'restored',
} as const

/** The title that the command gave, else the present one. */
function chapterTitle(command: Extract<Command, { chapterId: string }>, course: Course): string {
  return 'title' in command ? quoted(command.title) : chapterName(course, command.chapterId)
}

function videoTitle(command: Extract<Command, { videoId: string }>, course: Course): string {
  return 'title' in command ? quoted(command.title) : videoName(course, command.videoId)
}
