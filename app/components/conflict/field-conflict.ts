/** What has happened to the title in an open field since its author began: nothing of it goes into the field [C7]. */
import type { Command } from '../../../course/command.ts'
import type { Author } from '../../../course/model.ts'
import { seenValue } from '../../session/command-field.ts'
import type { PresentRow } from '../../session/presence-state.ts'
import type { CourseSessionState } from '../../session/session-state.ts'
import { fieldsApart, lettingGo, lossOf, rowOf } from './draft-conflicts.ts'

export type FieldConflict =
  | { readonly kind: 'changed'; readonly theirs: string }
  | { readonly kind: 'deleted'; readonly by?: Author }

interface TypedTitle {
  /** Missing for the course's own title. */
  readonly row: PresentRow | undefined
  readonly text: string
  /** The saved title that the author has seen last. */
  readonly seen: string
}

type Saved = Pick<CourseSessionState, 'saved' | 'course' | 'draft'>

export function fieldConflictOf({ row, text, seen }: TypedTitle, state: Saved): FieldConflict | undefined {
  const loss = row && lossOf(row, state.saved)
  if (loss && lossOf(row, state.course)) return { kind: 'deleted', ...(loss.by && { by: loss.by }) }
  const theirs = savedTitle(row, state)
  const drafted = renamesOf(row, state)[0]
  const before = drafted ? seenValue(drafted) : seen
  return theirs === undefined || theirs === before || theirs === text ? undefined : { kind: 'changed', theirs }
}

export function savedTitle(row: PresentRow | undefined, { saved }: Pick<Saved, 'saved'>): string | undefined {
  if (!row) return saved.info.title
  return (row.kind === 'chapter' ? saved.chapters : saved.videos).get(row.id)?.title
}

/** The author's drafted title of this row. */
function renamesOf(row: PresentRow | undefined, { draft }: Pick<Saved, 'draft'>): Command[] {
  const isRename = ({ type, ...command }: Command) =>
    row ? type.startsWith('rename-') : type === 'edit-course' && 'title' in command
  const commands = draft.flatMap(fieldsApart).map(entry => entry.command)
  return commands.filter(command => isRename(command) && rowOf(command)?.id === row?.id)
}

/** Everything the author has drafted on a row. */
export function draftedOn({ id }: PresentRow, { draft }: Pick<Saved, 'draft'>): Command[] {
  return draft.map(entry => entry.command).filter(command => rowOf(command)?.id === id)
}

/** Takes back what the author has typed over the saved title; nothing where they have not. */
export function takingTitleBack(row: PresentRow | undefined, state: Saved): Command[] {
  return lettingGo(renamesOf(row, state), state.saved)
}
