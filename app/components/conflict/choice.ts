/** What an author can do about a conflict that they were told, with one press. */
import type { Command } from '../../../course/command.ts'
import type { Course } from '../../../course/model.ts'
import { askedValue, fieldOf, isSameValue, presentValue } from '../../session/command-field.ts'
import type { Conflict } from '../../session/conflict.ts'
import type { CourseSession } from '../../session/session-state.ts'
import { conflictText } from '../../text/conflict.ts'
import { askAgain } from '../toasts/use-mine.ts'
import { commandFor } from './ask-for.ts'
import { bringingBack, lossOf, rowOf } from './draft-conflicts.ts'

export type Choice =
  | { readonly kind: 'open'; readonly label: string; readonly commands: readonly Command[] }
  /** It is as this choice would make it. */
  | { readonly kind: 'made'; readonly sentence: string }

/** @returns undefined where nothing can be done about it any more */
export function choiceOf(conflict: Conflict, course: Course): Choice | undefined {
  const { kind, mine, theirs } = conflict
  if (kind === 'deleted') return restoreChoice(mine, course)
  const present = presentValue(mine, course)
  if (kind === 'overrode') {
    if (isSameValue(present, theirs)) return { kind: 'made', sentence: conflictText.usesTheirs }
    const command = commandFor(mine, theirs ?? null, course)
    return command && { kind: 'open', label: conflictText.useTheirs, commands: [command] }
  }
  if (fieldOf(mine) && isSameValue(present, askedValue(mine))) return { kind: 'made', sentence: conflictText.usesMine }
  const commands = askAgain([mine], course)
  return commands.length > 0 ? { kind: 'open', label: conflictText.useMine, commands } : undefined
}

function restoreChoice(mine: Command, course: Course): Choice | undefined {
  const row = rowOf(mine)
  if (!row) return undefined
  if (!lossOf(row, course)) return { kind: 'made', sentence: conflictText.isRestored }
  return { kind: 'open', label: conflictText.restore, commands: bringingBack(row, course) }
}

/** A new change, saved at once. A failure to keep it shows in the session's state. */
export function saveAgain(session: CourseSession, commands: readonly Command[]): void {
  if (commands.length === 0) return
  session.edit(commands)
  void session.save()
}
