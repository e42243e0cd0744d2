/** Where the draft meets what others have saved since: found by comparing, before anything is saved [C7]. */
import { type Command, commandSchema } from '../../../course/command.ts'
import type { Author, Course } from '../../../course/model.ts'
import { isTrashed } from '../../../course/outline.ts'
import type { DraftEntry } from '../../../persistence/local-course-store.ts'
import { askedValue, fieldOf, isSameValue, presentValue, seenValue } from '../../session/command-field.ts'
import type { PresentRow } from '../../session/presence-state.ts'
import { askAgain } from '../toasts/use-mine.ts'
import { takingBack } from './ask-for.ts'

export type DraftConflict =
  /** Somebody saved another value than the one that the author began from. */
  | { readonly kind: 'changed'; readonly id: string; readonly command: Command; readonly theirs: unknown }
  /** Somebody deleted what the author has changed. */
  | {
      readonly kind: 'deleted'
      readonly id: string
      readonly row: PresentRow
      readonly by?: Author
      readonly commands: readonly Command[]
    }

interface DraftState {
  /** Without the draft, and with it. */
  readonly saved: Course
  readonly course: Course
  readonly draft: readonly DraftEntry[]
}

export function draftConflictsOf({ saved, course, draft }: DraftState): DraftConflict[] {
  const deleted = new Map<string, Extract<DraftConflict, { kind: 'deleted' }>>()
  const changed: DraftConflict[] = []
  const drafted = draft.filter(({ refused }) => refused === undefined).flatMap(fieldsApart)
  for (const { draftId, command } of drafted) {
    const row = rowOf(command)
    const loss = row && lossOf(row, saved)
    if (row && loss && isLost(row, course) && isAnEdit(command)) {
      const commands = [...(deleted.get(row.id)?.commands ?? []), command]
      deleted.set(row.id, { kind: 'deleted', id: row.id, row, commands, ...(loss.by && { by: loss.by }) })
    } else if (isMetByAnother(command, saved)) {
      changed.push({ kind: 'changed', id: draftId, command, theirs: presentValue(command, saved) })
    }
  }
  return [...deleted.values(), ...changed]
}

/** What is drafted of the course's own fields is one command, and may meet others field by field. */
export function fieldsApart({ draftId, command }: DraftEntry): DraftEntry[] {
  if (command.type !== 'edit-course') return [{ draftId, command }]
  const { type, was, ...asked } = command
  const seen = new Map<string, unknown>(Object.entries(was))
  return Object.entries(asked).flatMap(([field, value]) => {
    const parsed = commandSchema.safeParse({ type, [field]: value, was: { [field]: seen.get(field) ?? null } })
    return parsed.success ? [{ draftId: `${draftId}/${field}`, command: parsed.data }] : []
  })
}

export function rowOf(command: Command): PresentRow | undefined {
  if ('videoId' in command) return { kind: 'video', id: command.videoId }
  return 'chapterId' in command ? { kind: 'chapter', id: command.chapterId } : undefined
}

/** Who deleted it; undefined where it is there. */
export function lossOf({ kind, id }: PresentRow, course: Course): { readonly by?: Author } | undefined {
  if (kind === 'chapter') return course.chapters.get(id)?.deleted
  const video = course.videos.get(id)
  if (!video || !isTrashed(course, video)) return undefined
  return video.deleted ?? course.chapters.get(video.place[0])?.deleted
}

const isLost = (row: PresentRow, course: Course): boolean => lossOf(row, course) !== undefined

function isAnEdit({ type }: Command): boolean {
  return !type.startsWith('delete-') && !type.startsWith('restore-')
}

/** Titles, descriptions and languages, and the chapter of a video. Places within a chapter are nobody's own. */
function isMetByAnother(command: Command, saved: Course): boolean {
  const field = fieldOf(command)
  if (field === undefined || field === 'position') return false
  const [asked, was, present] = [askedValue(command), seenValue(command), presentValue(command, saved)]
  if (field === 'place') return !isSameChapter(was, present) && !isSameChapter(asked, present)
  return present !== null && !isSameValue(was, present) && !isSameValue(asked, present)
}

function isSameChapter(a: unknown, b: unknown): boolean {
  return !Array.isArray(a) || !Array.isArray(b) || a[0] === b[0]
}

/** Commands that bring back what was deleted; the author's changes stay drafted on it. */
export function bringingBack({ kind, id }: PresentRow, course: Course): Command[] {
  if (kind === 'chapter') return [{ type: 'restore-chapter', chapterId: id }]
  const video = course.videos.get(id)
  if (!video) return []
  const chapter = course.chapters.get(video.place[0])
  return [
    ...(video.deleted ? [{ type: 'restore-video', videoId: id } as const] : []),
    ...(chapter?.deleted?.videoIds.includes(id) ? [{ type: 'restore-chapter', chapterId: chapter.id } as const] : []),
  ]
}

/** Takes the drafted commands back, to what is saved. */
export function lettingGo(commands: readonly Command[], saved: Course): Command[] {
  return commands.flatMap(command => takingBack(command, saved))
}

/** The same wish, now having seen what is saved. */
export function insisting(command: Command, saved: Course): Command[] {
  return askAgain([command], saved)
}
