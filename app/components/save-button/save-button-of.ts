/** What the Save button says: its state is inside it. */
import type { CourseSessionState } from '../../session/session-state.ts'
import { saveButtonText } from '../../text/status.ts'
import { isSaving, unstoredCount } from '../status-chip/chip-of.ts'
import type { AwaitedFiles } from '../uploads/awaited-files.ts'

export interface SaveButtonState {
  readonly kind: 'saved' | 'unsaved' | 'saving' | 'waiting' | 'unavailable'
  readonly label: string
}

/**
 * @param now ms since 1970, this device's clock
 * @param files what saves wait for whose structure is stored
 */
export function saveButtonOf(state: CourseSessionState, now: number, files?: AwaitedFiles): SaveButtonState {
  const { connection, draft, local, pending, phase } = state
  const isOnline = connection.kind === 'online' || connection.kind === 'http'
  // What this device cannot keep the server can.
  const isKept = local.kind === 'ok' || isOnline
  if (!isKept || connection.kind === 'refused' || phase === 'loading') {
    return { kind: 'unavailable', label: saveButtonText.save }
  }
  if (draft.length > 0) {
    const { save, saveChanges } = saveButtonText
    return { kind: 'unsaved', label: connection.kind === 'offline' ? save : saveChanges(draft.length) }
  }
  if (pending.length > 0 && !isOnline) return { kind: 'waiting', label: saveButtonText.save }
  if (files?.isPaused || (files?.needed ?? 0) > 0) return { kind: 'waiting', label: saveButtonText.save }
  const awaitsFiles = pending.some(({ stage }) => stage === 'committed')
  if (isSaving(state, now) || awaitsFiles) return { kind: 'saving', label: saveButtonText.saving }
  // Just pressed: it goes on saying what it did, until there is an answer.
  if (pending.length > 0) return { kind: 'saving', label: saveButtonText.saveChanges(unstoredCount(state)) }
  return { kind: 'saved', label: saveButtonText.saved }
}
