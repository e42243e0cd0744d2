/** Where the author's unsaved work meets what others have saved: beside the open field, and listed for the rest. */
import { useMemo } from 'react'
import type { PresentRow } from '../../session/presence-state.ts'
import type { CourseSession, CourseSessionState } from '../../session/session-state.ts'
import { ConflictDock } from './conflict-dock.tsx'
import { draftConflictsOf, rowOf } from './draft-conflicts.ts'
import { FieldNote } from './field-note.tsx'
import { useOpenField } from './open-field.ts'

interface ConflictsProps {
  readonly session: CourseSession
  readonly state: CourseSessionState
  /** Leads to a row. */
  readonly onGo: (row: PresentRow) => void
}

export function Conflicts({ session, state, onGo }: ConflictsProps) {
  const field = useOpenField()
  const { saved, course, draft } = state
  const conflicts = useMemo(() => draftConflictsOf({ saved, course, draft }), [saved, course, draft])
  const isInField = (id: string | undefined) => field !== undefined && field.row?.id === id
  const others = conflicts.filter(
    conflict => !isInField(conflict.kind === 'deleted' ? conflict.row.id : rowOf(conflict.command)?.id),
  )
  return (
    <>
      {field && <FieldNote key={field.row?.id ?? ''} field={field} state={state} session={session} />}
      {others.length > 0 && <ConflictDock conflicts={others} {...{ state, session, onGo }} />}
    </>
  )
}
