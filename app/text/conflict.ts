/** What is said where two authors gave the same thing different values. */
import { type Command, sourceSchema } from '../../course/command.ts'
import type { Course } from '../../course/model.ts'
import { askedValue, fieldOf, seenValue } from '../session/command-field.ts'
import type { Conflict } from '../session/conflict.ts'
import { chapterName, videoName } from './command.ts'
import { counted, quoted } from './words.ts'

export const conflictText = {
  region: 'Changes that met',
  met: (count: number) =>
    count === 1
      ? 'One of your unsaved changes meets what somebody else has saved.'
      : `${counted(count, 'unsaved change')} of yours meet what others have saved.`,
  heading: 'Where values met',
  none: 'nothing',
  mine: 'Yours',
  theirs: (by: string | undefined) => (by ? `${by}'s` : 'Theirs'),
  useMine: 'Use mine',
  useTheirs: 'Use theirs',
  keepMine: 'Keep mine',
  restore: 'Restore',
  restoreWithChanges: 'Restore it with my changes',
  letGo: 'Let it go',
  details: 'Details',
  usesMine: 'Yours is used.',
  usesTheirs: 'Theirs is used.',
  isRestored: 'It is restored.',
  deletedBy: (name: string, by: string | undefined) => `${name} was deleted by ${by || 'somebody'}`,
  changedTo: (by: string | undefined, value: string) => `${by || 'Somebody'} changed this to ${value}`,
  overrode: (sentence: string) => `Saved. ${sentence}`,
  overrodeMany: (count: number) =>
    `Saved. ${counted(count, 'value', 'values')} that others had changed meanwhile ${count === 1 ? 'is' : 'are'} yours now.`,
  more: (count: number) => `and ${counted(count, 'more', 'more')}`,
} as const

/** `the title of "Intro"` */
export function subjectOf(command: Command, course: Course): string {
  const name = nameOf(command, course)
  switch (command.type) {
    case 'rename-chapter':
    case 'rename-video':
      return `the title of ${name}`
    case 'move-chapter':
    case 'move-video':
      return `the place of ${name}`
    case 'replace-video':
      return `the file of ${name}`
    case 'set-captions':
      return `the captions of ${name}`
    case 'edit-course':
      if (command.title !== undefined) return "the course's title"
      return command.description !== undefined ? "the course's description" : "the course's language"
    default:
      return name
  }
}

function nameOf(command: Command, course: Course): string {
  if (command.type === 'edit-course') return 'the course'
  return 'videoId' in command ? videoName(course, command.videoId) : chapterName(course, command.chapterId)
}

/** Before anything is saved: the author's unsaved value beside the one that somebody has saved. */
export function sentenceOfChanged(
  { command, theirs, by }: { readonly command: Command; readonly theirs: unknown; readonly by: string | undefined },
  course: Course,
): string {
  const values = [askedValue(command), theirs].map(value => wordsOfValue(command, value, course))
  return `${by || 'Somebody'} ${deedOf(command, course)} to ${values[1]}. You have ${values[0]}, not saved yet.`
}

function deedOf(command: Command, course: Course): string {
  if (command.type === 'move-video') return `moved ${videoName(course, command.videoId)}`
  const seen = seenValue(command)
  const isTitle = fieldOf(command) === 'title' && typeof seen === 'string' && command.type !== 'edit-course'
  return isTitle ? `changed the title ${quoted(seen)}` : `changed ${subjectOf(command, course)}`
}

export function sentenceOfConflict({ kind, mine, by }: Conflict, course: Course): string {
  const who = by?.name || 'Somebody'
  const subject = subjectOf(mine, course)
  switch (kind) {
    case 'superseded':
      return `${who} changed ${subject} meanwhile; theirs was kept.`
    case 'overrode':
      return `${who} had changed ${subject} meanwhile; yours was kept.`
    case 'overwritten':
      return `${who} changed ${subject} without having seen yours.`
    case 'deleted':
      return `${who} deleted ${nameOf(mine, course)} while you changed it. It is in the trash, with your change.`
    default:
      return kind satisfies never
  }
}

/** `Yours: "Welcome" · Ana's: "Hello"`; undefined where the values cannot be put into words. */
export function bothValues({ kind, mine, theirs, by }: Conflict, course: Course): string | undefined {
  if (kind === 'deleted' || theirs === undefined) return undefined
  const words = [askedValue(mine), theirs].map(value => wordsOfValue(mine, value, course))
  if (words[0] === undefined || words[1] === undefined) return undefined
  return `${conflictText.mine}: ${words[0]} · ${conflictText.theirs(by?.name)}: ${words[1]}`
}

/** A value as an author knows it; undefined for what has no words: a place within a chapter. */
export function wordsOfValue(command: Command, value: unknown, course: Course): string | undefined {
  switch (fieldOf(command)) {
    case 'title':
    case 'description':
    case 'language':
      return typeof value === 'string' ? quoted(value) : conflictText.none
    case 'place':
      return Array.isArray(value) ? chapterName(course, String(value[0])) : undefined
    case 'source':
      return wordsOfSource(value)
    case 'captions':
      return counted(Array.isArray(value) ? value.length : 0, 'caption file')
    default:
      return undefined
  }
}

function wordsOfSource(value: unknown): string {
  const source = sourceSchema.safeParse(value)
  if (!source.success) return conflictText.none
  return source.data.kind === 'link' ? source.data.url : source.data.fileName
}
