import { useEffect, useState } from 'react'
import { createPortal } from 'react-dom'
import type { Command } from '../../../course/command.ts'
import type { CourseSession, CourseSessionState } from '../../session/session-state.ts'
import { conflictText } from '../../text/conflict.ts'
import { quoted } from '../../text/words.ts'
import { useAnnounce } from '../announcer/announcer.tsx'
import { bringingBack, lettingGo } from './draft-conflicts.ts'
import { draftedOn, type FieldConflict, fieldConflictOf, savedTitle, takingTitleBack } from './field-conflict.ts'
import css from './field-note.module.css'
import type { OpenField } from './open-field.ts'
import { usePlaceUnder } from './use-place-under.ts'

interface FieldNoteProps {
  readonly field: OpenField
  readonly session: CourseSession
  readonly state: CourseSessionState
}

/** Under the open field, over what stands there: what somebody else has done to the title that is being typed. */
export function FieldNote({ field, session, state }: FieldNoteProps) {
  const conflict = useFieldConflict(field, state)
  if (!conflict) return null
  // In the page, not in the row: rows are cut off at their edges.
  const page = field.input.closest('main') ?? document.body
  return createPortal(<Note {...{ field, session, state, conflict }} />, page)
}

/** What the field was opened with counts as seen, and so does what the author themself has saved from it. */
function useFieldConflict({ input, row }: OpenField, state: CourseSessionState): FieldConflict | undefined {
  const saved = savedTitle(row, state) ?? ''
  const [seen, setSeen] = useState(saved)
  const text = input.value
  if (saved !== seen && saved === text) setSeen(saved)
  return fieldConflictOf({ row, text, seen }, state)
}

function Note({ field, session, state, conflict }: FieldNoteProps & { readonly conflict: FieldConflict }) {
  const { input, row } = field
  const place = usePlaceUnder(input)
  const sentence = useSentence(conflict, { field, session })
  const edit = (commands: readonly Command[]) => commands.length > 0 && session.edit(commands)
  const close = (commands: readonly Command[]) => {
    edit(commands)
    leave(input)
  }
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset has borders and sizes of its own
    <div className={css['note']} style={place} role="group" aria-label={sentence}>
      <p>{sentence}</p>
      {conflict.kind === 'changed' ? (
        <NoteButton label={conflictText.useTheirs} onPress={() => close(takingTitleBack(row, state))} />
      ) : (
        row && (
          <>
            <NoteButton label={conflictText.restoreWithChanges} onPress={() => edit(bringingBack(row, state.saved))} />
            <NoteButton
              label={conflictText.letGo}
              onPress={() => close(lettingGo(draftedOn(row, state), state.saved))}
            />
          </>
        )
      )}
    </div>
  )
}

function useSentence(conflict: FieldConflict, { field, session }: Pick<FieldNoteProps, 'field' | 'session'>): string {
  const announce = useAnnounce()
  const sentence = sentenceOf(conflict, { field, session })
  useEffect(() => announce(sentence), [sentence, announce])
  return sentence
}

function sentenceOf(conflict: FieldConflict, { field, session }: Pick<FieldNoteProps, 'field' | 'session'>): string {
  const { row } = field
  if (conflict.kind === 'changed') {
    const by = session.activity.authorOf(`${row?.id ?? 'course'}/title`, conflict.theirs)
    return conflictText.changedTo(by?.name, quoted(conflict.theirs))
  }
  const title = savedTitle(row, session.getState()) ?? ''
  return conflictText.deletedBy(quoted(title), conflict.by?.name)
}

/** The focus goes to the field's row; the course's title takes it itself, as after Enter. */
function leave(input: HTMLInputElement): void {
  const row = input.closest<HTMLElement>('[data-row]')
  if (row) row.focus()
  else input.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', bubbles: true }))
}

/** Pressing it leaves the focus in the field, which would close without it. */
function NoteButton({ label, onPress }: { readonly label: string; readonly onPress: () => void }) {
  return (
    <button type="button" className={css['button']} onMouseDown={event => event.preventDefault()} onClick={onPress}>
      {label}
    </button>
  )
}
