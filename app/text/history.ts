/** What the history says: who saved what and when, and the course as it was then. */
import type { Command } from '../../course/command.ts'
import type { Course } from '../../course/model.ts'
import { chapterName, sentenceOfCommand, videoName } from './command.ts'
import { counted, dayAndTimeOf, quoted } from './words.ts'

export const historyText = {
  title: 'History',
  loading: 'Loading the history…',
  failed: 'The history is on the server, which cannot be reached now. Your changes are safe on this device.',
  stale: 'The server cannot be reached now. This is what this window has seen of the history.',
  retry: 'Try again',
  empty: 'Nothing has been saved yet.',
  older: 'Older',
  loadingOlder: 'Loading…',
  today: 'Today',
  yesterday: 'Yesterday',
  rejected: 'Could not be stored',
  filesTravel: 'Its files are still on their way',
  see: 'See the course as it was then',
  shown: 'Shown beside this list',
  more: (count: number) => `and ${counted(count, 'more change')}`,
} as const

export const versionText = {
  label: 'The course as it was',
  loading: 'Loading the course as it was…',
  failed: 'The course as it was is on the server, which cannot be reached now. Your changes are safe on this device.',
  retry: 'Try again',
  unknown: 'There is no such version of this course.',
  heading: (at: number, authors: readonly string[]) =>
    `As it was on ${dayAndTimeOf(at)}${authors.length > 0 ? `, after ${saveOf(authors)}` : ''}`,
  hint: 'Read only. What you restore becomes unsaved changes, which you review and save.',
  same: 'The course is the same now.',
  since: (changes: string) => `Since then: ${changes}.`,
  back: 'Back to the course',
  restore: 'Restore this version…',
  restorePart: 'Restore',
  restoreNamed: (title: string) => `Restore ${quoted(title)} as it was then`,
  restoreTitle: 'Restore this version?',
  restoreHint: (count: number) =>
    `The course becomes what it was then, by ${counted(count, 'change')}. Nothing is stored before you save, and one undo takes it back.`,
  restoreDraft: (count: number) => `It goes on top of your ${counted(count, 'unsaved change')}.`,
  restoreAction: 'Restore',
  cancel: 'Cancel',
  restored: 'Restored as unsaved changes. Review and save.',
  restoredNamed: (title: string) => `${quoted(title)} restored as unsaved changes. Review and save.`,
  nothing: 'Nothing was changed: it is as it was then.',
  courseTitle: 'Course title',
  description: 'Description',
  language: 'Language',
  none: 'none',
  videoCount: (count: number) => (count === 0 ? 'No videos' : counted(count, 'video')),
  toggle: (title: string) => `Videos of ${quoted(title)} as they were`,
  emptyCourse: 'There were no chapters yet.',
  emptyChapter: 'There were no videos in it.',
  unfiled: 'Unfiled',
  inTrash: (count: number) => `${counted(count, 'thing was', 'things were')} in the trash then.`,
} as const

const arrivedNamed = 5

/** How a row of an older version differs from the course now. */
export const sinceText = {
  renamed: (now: string) => `Now ${quoted(now)}`,
  moved: 'Moved since',
  movedTo: (chapter: string) => `Now in ${chapter}`,
  deleted: 'Deleted since',
  source: 'File or link changed since',
  captions: 'Captions changed since',
  inChapter: (count: number) => `${counted(count, 'change')} in it`,
  arrived: (titles: readonly string[]) => {
    const named = titles.slice(0, arrivedNamed).map(quoted).join(', ')
    const rest = titles.length - arrivedNamed
    return `Came into it since: ${named}${rest > 0 ? ` and ${counted(rest, 'more', 'more')}` : ''}`
  },
  info: (now: string) => `Now ${now}`,
} as const

function saveOf(authors: readonly string[]): string {
  const [first = '', ...others] = authors
  if (others.length === 0) return `${first}’s save`
  return `saves of ${[first, ...others.slice(0, -1)].join(', ')} and ${others.at(-1)}`
}

/** What an operation was, in one sentence: the change itself where it is one, else counts. */
export function summaryOf(commands: readonly Command[], course: Course): string {
  const [first] = commands
  if (first && commands.length === 1) return changeSentence(first, course)
  const counts = new Map<string, number>()
  for (const command of commands) counts.set(kindOf(command), (counts.get(kindOf(command)) ?? 0) + 1)
  const parts = [...counts].map(([kind, count]) => partOf(kind, count))
  return sentenceOf(parts.length > 3 ? [...parts.slice(0, 2), historyText.more(restOf(counts))] : parts)
}

/** How many changes stand in no part of their own. */
function restOf(counts: ReadonlyMap<string, number>): number {
  return [...counts.values()].slice(2).reduce((sum, count) => sum + count, 0)
}

function sentenceOf(parts: readonly string[]): string {
  const sentence = parts.join(', ').replace(', and ', ' and ')
  return sentence.charAt(0).toUpperCase() + sentence.slice(1)
}

function kindOf(command: Command): string {
  if (command.type === 'edit-course') return isFirstTitle(command) ? 'course created' : 'course'
  return `${'videoId' in command ? 'video' : 'chapter'} ${verbs[command.type]}`
}

function partOf(kind: string, count: number): string {
  if (kind === 'course') return 'course details changed'
  if (kind === 'course created') return kind
  const [noun = '', ...verb] = kind.split(' ')
  return `${counted(count, noun)} ${verb.join(' ')}`
}

const verbs = {
  'add-chapter': 'added',
  'rename-chapter': 'renamed',
  'move-chapter': 'moved',
  'delete-chapter': 'deleted',
  'restore-chapter': 'restored',
  'add-video': 'added',
  'rename-video': 'renamed',
  'move-video': 'moved',
  'replace-video': 'given another file or link',
  'set-captions': 'given other captions',
  'delete-video': 'deleted',
  'restore-video': 'restored',
} as const

/**
 * One change with the value before it, where there was one.
 *
 * @param course for the names of what the command is about: as it is after the command, or later
 */
export function changeSentence(command: Command, course: Course): string {
  switch (command.type) {
    case 'rename-chapter':
      return `Chapter ${quoted(command.was)} renamed to ${quoted(command.title)}`
    case 'rename-video':
      return `Video ${quoted(command.was)} renamed to ${quoted(command.title)}`
    case 'add-chapter':
      return `Chapter ${quoted(command.title)} added`
    case 'add-video':
      return `Video ${quoted(command.title)} added to ${chapterName(course, command.place[0])}`
    case 'move-video':
      return `Video ${videoName(course, command.videoId)} moved ${wayOf(command, course)}`
    case 'replace-video':
      return `Video ${videoName(course, command.videoId)} given another file or link`
    case 'set-captions':
      return `Video ${videoName(course, command.videoId)} given other captions`
    case 'edit-course':
      return editSentence(command)
    default:
      return sentenceOfCommand(command, course)
  }
}

function wayOf({ place, was }: Extract<Command, { type: 'move-video' }>, course: Course): string {
  if (place[0] === was[0]) return `within ${chapterName(course, place[0])}`
  return `from ${chapterName(course, was[0])} to ${chapterName(course, place[0])}`
}

function isFirstTitle({ title, was }: Extract<Command, { type: 'edit-course' }>): boolean {
  return title !== undefined && !was.title
}

function editSentence(command: Extract<Command, { type: 'edit-course' }>): string {
  const { title, description, language, was } = command
  const parts: string[] = []
  if (isFirstTitle(command)) parts.push(`${quoted(title ?? '')} created`)
  else if (title !== undefined) parts.push(`title ${quoted(was.title ?? '')} changed to ${quoted(title)}`)
  if (description !== undefined) parts.push(description ? 'description changed' : 'description removed')
  if (language !== undefined) parts.push(language ? `language set to ${language}` : 'language removed')
  return `Course ${parts.join(', ')}`
}

/** What the ack added to one change [A5]. Undefined: it simply applies. */
export function outcomeSentence(outcome: 'superseded' | 'overrode', by: string | undefined): string {
  const who = by || 'Somebody'
  return outcome === 'superseded' ? `${who}’s change was kept instead` : `Replaced ${who}’s change`
}

/** "2 chapters renamed, 1 video deleted": what happened between an older version and now. */
export function sinceSentence(changes: readonly { readonly kind: string; readonly count: number }[]): string {
  return changes.map(({ kind, count }) => partOf(kind, count)).join(', ')
}
