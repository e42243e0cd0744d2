/** What a save's toast and receipt say. */
import type { Command } from '../../course/command.ts'
import type { ErrorCode } from '../../course/errors.ts'
import type { Course } from '../../course/model.ts'
import { chapterName, videoName } from './command.ts'
import { reasonOf } from './errors.ts'
import { counted } from './words.ts'

export const saveText = {
  changesSaved: (count: number) => `${counted(count, 'change')} saved`,
  stillSaving: 'Still saving. Your changes are safe on this device.',
  onDevice: 'Saved on this device. It will be stored on the server when you are back online.',
  savedBefore: (count: number) => `${counted(count, 'earlier change')} of yours ${count === 1 ? 'is' : 'are'} saved.`,
  nameNotKept: 'Your name could not be kept on this device. It holds until this window is closed.',
  nothingToSave: 'Everything is saved.',
  failed: 'Your changes could not be saved on this device. They are still in this window: download a copy of them.',
  rejected: (count: number, code: ErrorCode | undefined) =>
    `${counted(count, 'change')} could not be stored${code ? `: ${reasonOf(code)}` : ''}. ` +
    `${count === 1 ? 'It is' : 'They are'} safe on this device. Review ${count === 1 ? 'it' : 'them'}, then save again.`,
  supersededMany: (count: number) =>
    `Saved. ${counted(count, 'value was', 'values were')} changed by others meanwhile; theirs were kept.`,
  superseded: (command: Command, course: Course, by: string | undefined) => {
    const { changed, kept } = replacedOf(command, course)
    return `Saved. ${by || 'Somebody'} ${changed} meanwhile; ${kept} was kept.`
  },
  deletedMeanwhile: (name: string, by: string | undefined) =>
    `Saved. ${by || 'Somebody'} deleted ${name} meanwhile; it is in the trash with your change.`,
  undo: 'Undo',
  restore: 'Restore',
  useMine: 'Use mine',
  review: 'Review',
  receiptHint: 'Show the receipt',
} as const

function replacedOf(command: Command, course: Course): { changed: string; kept: string } {
  switch (command.type) {
    case 'edit-course':
      return {
        changed: command.title === undefined ? 'changed the course' : "changed the course's title",
        kept: 'theirs',
      }
    case 'move-chapter':
      return { changed: `moved ${chapterName(course, command.chapterId)}`, kept: 'their place' }
    case 'move-video':
      return { changed: `moved ${videoName(course, command.videoId)}`, kept: 'their place' }
    case 'rename-chapter':
      return { changed: `changed the title of ${chapterName(course, command.chapterId)}`, kept: 'theirs' }
    case 'rename-video':
      return { changed: `changed the title of ${videoName(course, command.videoId)}`, kept: 'theirs' }
    default:
      return {
        changed:
          'chapterId' in command
            ? `changed ${chapterName(course, command.chapterId)}`
            : `changed ${videoName(course, command.videoId)}`,
        kept: 'theirs',
      }
  }
}

export const receiptText = {
  status: { stored: 'Stored on the server', committed: 'Stored, files still travel', rejected: 'Not stored' },
  at: 'When',
  by: 'Saved by',
  number: 'Number of this save',
  changes: 'What was stored',
  refusedChanges: 'What could not be stored',
  more: (count: number) => `and ${counted(count, 'more change')}`,
  stages: 'How long it took',
  onDevice: 'On this device',
  sent: 'Sent',
  acked: 'Stored on the server',
  claimed: 'Shown to you',
} as const
