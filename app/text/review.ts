/** What *Review changes* says: what a save would do, line by line. */
import type { Command } from '../../course/command.ts'
import { type ErrorCode, errorCodes } from '../../course/errors.ts'
import { reasonOf } from './errors.ts'
import { counted, quoted } from './words.ts'

export const reviewText = {
  title: 'Review changes',
  hint: 'This is what Save stores on the server. Until then, it is kept on this device only.',
  nothing: 'There are no unsaved changes.',
  refusedHint: 'These changes are safe on this device. Change or revert them, then save again.',
  ofCourse: 'Course',
  unfiled: 'Unfiled',
  revert: 'Revert',
  /** @param after what a renamed thing is called now: several lines may say the same but for that */
  revertNamed: (what: string, after?: string) => `Revert: ${what}${after === undefined ? '' : ` to ${quoted(after)}`}`,
  reverted: (count: number) => `${counted(count, 'change')} reverted. Undo brings ${count === 1 ? 'it' : 'them'} back.`,
  was: 'before',
  becomes: 'after',
  noValue: 'nothing',
  more: (count: number) => `and ${counted(count, 'more change')}`,
  save: (count: number) => `Save ${counted(count, 'change')}`,
  discard: 'Discard all',
  place: (index: number, count: number, chapter?: string) =>
    chapter === undefined ? `${index} of ${count}` : `${index} of ${count} in ${quoted(chapter)}`,
  /** @param reason a code of ours, or what a newer server says instead */
  reason: (reason: string) => `Could not be stored: ${reasonOf(errorCodeOf(reason))}.`,
} as const

function errorCodeOf(reason: string): ErrorCode {
  return errorCodes.find(code => code === reason) ?? 'malformed'
}

export const fieldNames = { title: 'Title', description: 'Description', language: 'Language' } as const

/** @param title what the line is about is called, as it is after the draft */
export function reviewSentence(command: Command, title: string): string {
  switch (command.type) {
    case 'edit-course':
      return 'Course changed'
    case 'add-chapter':
      return `Chapter ${quoted(title)} added`
    case 'rename-chapter':
      return 'Chapter renamed'
    case 'move-chapter':
      return `Chapter ${quoted(title)} moved`
    case 'delete-chapter':
      return command.videoIds.length > 0
        ? `Chapter ${quoted(title)} deleted, with ${counted(command.videoIds.length, 'video')}`
        : `Chapter ${quoted(title)} deleted`
    case 'restore-chapter':
      return `Chapter ${quoted(title)} restored`
    default:
      return videoSentence(command, title)
  }
}

type VideoCommand = Extract<Command, { videoId: string }>

function videoSentence(command: VideoCommand, title: string): string {
  switch (command.type) {
    case 'add-video':
      return `Video ${quoted(title)} added`
    case 'rename-video':
      return 'Video renamed'
    case 'move-video':
      return `Video ${quoted(title)} moved`
    case 'replace-video':
      return `File or link of ${quoted(title)} changed`
    case 'set-captions':
      return `Captions of ${quoted(title)} changed`
    case 'delete-video':
      return `Video ${quoted(title)} deleted`
    case 'restore-video':
      return `Video ${quoted(title)} restored`
    default:
      return command satisfies never
  }
}
