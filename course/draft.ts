/** The author's commands that are not saved yet: coalesced, so that typing a title is one command. */
import type { Command } from './command.ts'
import { invert } from './invert.ts'
import type { Course } from './model.ts'

interface Drafted {
  readonly command: Command
}

/**
 * Whose `was` two commands on one field keep: `first` while it is typed in, and when something is taken back; `newest`
 * when its author edits it again and has seen meanwhile what is saved there [C7].
 */
export type KeptWas = 'first' | 'newest'

/**
 * Adds a command to the draft; never more than one longer. What it makes superfluous goes: a second rename keeps the
 * first one's `was` unless told otherwise, what asks for its `was` leaves nothing, and an edit of what the draft adds becomes part of
 * the addition. Applied, the draft gives the course that its commands give one by one, except that
 * - what the draft adds and then deletes was never there (so undo of that deletion has to add it again), and
 * - what the draft restores and then deletes keeps the deletion it had.
 */
export function addToDraft<Entry extends Drafted>(
  draft: readonly Entry[],
  entry: Entry,
  keptWas: KeptWas = 'first',
): Entry[] {
  const { command } = entry
  for (let index = draft.length - 1; index >= 0; index--) {
    const earlier = draft[index]
    if (!earlier || !isSameTarget(earlier.command, command)) continue
    const merged = merge(keptWas === 'first' ? earlier.command : sawAs(earlier.command, command), command, draft)
    if (merged === 'apart') continue
    if (merged !== 'nothing') return draft.toSpliced(index, 1, { ...earlier, command: merged })
    const wasAdded = earlier.command.type === 'add-chapter' || earlier.command.type === 'add-video'
    return draft.filter(other => other !== earlier && !(wasAdded && isSameTarget(other.command, command)))
  }
  const asked = command.type === 'edit-course' ? mergeEdits(noEdit, command) : command
  return asked === 'nothing' || leadsBack(asked) ? [...draft] : [...draft, { ...entry, command: asked }]
}

function isSameTarget(a: Command, b: Command): boolean {
  if ('videoId' in a) return 'videoId' in b && a.videoId === b.videoId
  if ('chapterId' in a) return 'chapterId' in b && a.chapterId === b.chapterId
  return a.type === b.type
}

/** What two commands on one target come to: one command, nothing, or both stay apart. */
function merge(first: Command, second: Command, draft: readonly Drafted[]): Command | 'nothing' | 'apart' {
  if (first.type === 'edit-course' && second.type === 'edit-course') return mergeEdits(first, second)
  if (first.type === 'add-chapter') return mergeIntoChapter(first, second, draft)
  if (first.type === 'add-video') return mergeIntoVideo(first, second)
  if (first.type === second.type) return mergeSameType(first, second)
  const isUsed = first.type === 'restore-chapter' && isPlacedIn(first.chapterId, draft)
  return opposites[first.type] === second.type && !isUsed ? 'nothing' : 'apart'
}

/** Whether the draft puts a video into the chapter: a deletion that saw it there is not the deletion from before. */
function isPlacedIn(chapterId: string, draft: readonly Drafted[]): boolean {
  return draft.some(({ command }) => 'place' in command && command.place[0] === chapterId)
}

function mergeSameType(first: Command, second: Command): Command | 'nothing' | 'apart' {
  if (!('was' in first && 'was' in second)) return first
  const merged = { ...second, was: first.was } as Command
  return leadsBack(merged) ? 'nothing' : merged
}

const opposites: Partial<Record<Command['type'], Command['type']>> = {
  'delete-chapter': 'restore-chapter',
  'restore-chapter': 'delete-chapter',
  'delete-video': 'restore-video',
  'restore-video': 'delete-video',
}

/** Whether the command asks for what was there when it began. */
function leadsBack(command: Command): boolean {
  switch (command.type) {
    case 'rename-chapter':
    case 'rename-video':
      return command.title === command.was
    case 'move-chapter':
      return command.position === command.was
    case 'move-video':
      return isEqual(command.place, command.was)
    case 'replace-video':
      return isEqual(command.source, command.was)
    case 'set-captions':
      return isEqual(command.captions, command.was)
    default:
      return false
  }
}

function isEqual(a: unknown, b: unknown): boolean {
  return JSON.stringify(a) === JSON.stringify(b)
}

type CommandOf<Type extends Command['type']> = Extract<Command, { type: Type }>

const noEdit: CommandOf<'edit-course'> = { type: 'edit-course', was: {} }
const courseFields = ['title', 'description', 'language'] as const

function mergeEdits(first: CommandOf<'edit-course'>, second: CommandOf<'edit-course'>): Command | 'nothing' {
  const asked: Record<string, unknown> = {}
  const was: Record<string, unknown> = {}
  for (const key of courseFields) {
    const value = second[key] !== undefined ? second[key] : first[key]
    const before = first[key] !== undefined ? first.was[key] : second.was[key]
    if (value === undefined || value === (before ?? null)) continue
    asked[key] = value
    if (before !== undefined) was[key] = before
  }
  return Object.keys(asked).length > 0 ? { type: 'edit-course', ...asked, was } : 'nothing'
}

function mergeIntoChapter(
  first: CommandOf<'add-chapter'>,
  second: Command,
  draft: readonly Drafted[],
): Command | 'nothing' | 'apart' {
  switch (second.type) {
    case 'rename-chapter':
      return { ...first, title: second.title }
    case 'move-chapter':
      return { ...first, position: second.position }
    case 'delete-chapter':
      return second.videoIds.length > 0 || isPlacedIn(first.chapterId, draft) ? 'apart' : 'nothing'
    case 'add-chapter':
    case 'restore-chapter':
      return first
    default:
      return 'apart'
  }
}

function mergeIntoVideo(first: CommandOf<'add-video'>, second: Command): Command | 'nothing' | 'apart' {
  switch (second.type) {
    case 'rename-video':
      return { ...first, title: second.title }
    case 'move-video':
      return { ...first, place: second.place }
    case 'replace-video': {
      const { source: _, ...rest } = first
      return second.source ? { ...rest, source: second.source } : rest
    }
    case 'delete-video':
      return 'nothing'
    case 'add-video':
    case 'restore-video':
      return first
    default:
      return 'apart'
  }
}

/** The earlier command as if its author had seen what the author of the later one saw. */
function sawAs(earlier: Command, later: Command): Command {
  if (earlier.type === 'edit-course' && later.type === 'edit-course') {
    return { ...earlier, was: { ...earlier.was, ...later.was } }
  }
  if (earlier.type !== later.type || !('was' in earlier && 'was' in later)) return earlier
  return { ...earlier, was: later.was } as Command
}

/** The command with the value that the course has now as the one its author saw; as it is where the course has none. */
export function sawIn(course: Course, command: Command): Command {
  if (!('was' in command)) return command
  const [inverse] = invert(course, command)
  return inverse ? withWas(command, inverse) : command
}

/** An inverse sets the value that was there before. */
function withWas(command: Command, inverse: Command): Command {
  switch (inverse.type) {
    case 'edit-course': {
      const { type: _, was: __, ...was } = inverse
      return { ...command, was } as Command
    }
    case 'rename-chapter':
    case 'rename-video':
      return { ...command, was: inverse.title } as Command
    case 'move-chapter':
      return { ...command, was: inverse.position } as Command
    case 'move-video':
      return { ...command, was: inverse.place } as Command
    case 'replace-video':
      return { ...command, was: inverse.source } as Command
    case 'set-captions':
      return { ...command, was: inverse.captions } as Command
    default:
      return command
  }
}
