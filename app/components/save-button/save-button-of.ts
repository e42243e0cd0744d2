/** What the Save button says: its state is inside it. */
import type { CourseSessionState } from '../../session/session-state.ts'
import { saveButtonText } from '../../text/status.ts'
import { isSaving } from '../status-chip/chip-of.ts'

export interface SaveButtonState {
  readonly kind: 'saved' | 'unsaved' | 'saving' | 'unavailable'
  readonly label: string
}

/** @param now ms since 1970, this device's clock */
export function saveButtonOf(state: CourseSessionState, now: number): SaveButtonState {
  const { connection, draft, local, pending, phase } = state
  if (local.kind === 'failed' || connection.kind === 'refused' || phase === 'loading') {
    return { kind: 'unavailable', label: saveButtonText.save }
  }
  const hasUnstored = draft.length + pending.length > 0
  if (connection.kind === 'offline' && hasUnstored) return { kind: 'unsaved', label: saveButtonText.save }
  if (draft.length > 0) return { kind: 'unsaved', label: saveButtonText.saveChanges(draft.length) }
  if (isSaving(state, now)) return { kind: 'saving', label: saveButtonText.saving }
  return { kind: 'saved', label: saveButtonText.saved }
}
