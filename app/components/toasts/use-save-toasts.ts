/** Toasts come from the session's events and from nothing else [S2]. */
import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useEffectEvent } from 'react'
import { receiveOutcome } from '../../server-state/receive-outcome.ts'
import type { Conflict } from '../../session/conflict.ts'
import type { CourseSession, SaveOutcome, SessionEvent } from '../../session/session-state.ts'
import { conflictText } from '../../text/conflict.ts'
import { saveText } from '../../text/save.ts'
import { choiceOf, saveAgain } from '../conflict/choice.ts'
import { type ShownToast, showToast } from './show-toast.tsx'
import { rejectionSentence, type SaveToast, summaryOf, toastOf } from './toast-of.ts'
import { askAgain } from './use-mine.ts'

export interface ToastActions {
  readonly onReceipt: (outcome: SaveOutcome) => void
  readonly onReview: () => void
  /** What the server takes as one file, where that is known. */
  readonly maxUploadBytes?: (() => number | undefined) | undefined
}

export function useSaveToasts(session: CourseSession, actions: ToastActions): void {
  const queryClient = useQueryClient()
  const onEvent = useEffectEvent((event: SessionEvent) => {
    for (const outcome of outcomesOf(event)) {
      const { courseId, saved } = session.getState()
      receiveOutcome(queryClient, outcome, { id: courseId, title: saved.info.title })
    }
    showEvent(event, { session, ...actions })
  })
  useEffect(() => session.onEvent(event => onEvent(event)), [session])
}

function outcomesOf(event: SessionEvent): readonly SaveOutcome[] {
  if (event.kind === 'saved' || event.kind === 'rejected') return [event.outcome]
  return event.kind === 'saved-before' ? event.outcomes : []
}

type Context = ToastActions & { readonly session: CourseSession }

function showEvent(event: SessionEvent, context: Context): void {
  switch (event.kind) {
    case 'saved':
      return event.outcome.isQuiet ? undefined : showSaved(event.outcome, context)
    case 'saved-before':
      return showSummary(event.outcomes, context)
    case 'rejected':
      return showRejected(event.outcome, context)
    case 'still-saving':
      return showToast({ id: event.operationId, sentence: saveText.stillSaving })
    case 'saved-on-device':
      return showToast({ id: event.operationId, sentence: saveText.onDevice })
    case 'overwritten':
      return // Told in the activity list, not by a toast [A8].
    default:
      return event satisfies never
  }
}

function showSaved(outcome: SaveOutcome, { session, onReceipt, maxUploadBytes }: Context): void {
  const toast = toastOf(outcome, session.getState().course, maxUploadBytes?.())
  const action = actionOf(toast, { session, onDetails: () => onReceipt(outcome) })
  showToast({
    id: outcome.operation.operationId,
    sentence: toast.sentence,
    onPress: () => onReceipt(outcome),
    ...(toast.detail !== undefined && { detail: toast.detail }),
    ...(action && { action }),
  })
}

interface Reactions {
  readonly session: CourseSession
  readonly onDetails: () => void
}

function actionOf(toast: SaveToast, { session, onDetails }: Reactions): ShownToast['action'] {
  const { undo, restore, overridden, replaced, hasDetails } = toast
  if (hasDetails) return { label: conflictText.details, onPress: onDetails }
  if (overridden) {
    return {
      label: saveText.useMine,
      onPress: () => saveAgain(session, askAgain(overridden, session.getState().course)),
    }
  }
  if (replaced) return replacedAction(replaced, { session, onDetails })
  if (restore) return { label: saveText.restore, onPress: () => saveAgain(session, restore) }
  return undo && { label: saveText.undo, onPress: () => saveAgain(session, undo) }
}

/** Several are chosen one by one, in the receipt. */
function replacedAction(replaced: readonly Conflict[], { session, onDetails }: Reactions): ShownToast['action'] {
  const [only] = replaced
  const choice = only && replaced.length === 1 ? choiceOf(only, session.getState().course) : undefined
  if (choice?.kind !== 'open') return { label: conflictText.details, onPress: onDetails }
  return { label: choice.label, onPress: () => saveAgain(session, choice.commands) }
}

function showSummary(outcomes: readonly SaveOutcome[], { onReceipt }: Context): void {
  const [first] = outcomes
  if (!first) return
  const { operationId } = first.operation
  showToast({ id: operationId, sentence: summaryOf(outcomes), onPress: () => onReceipt(first) })
}

function showRejected(outcome: SaveOutcome, { onReceipt, onReview }: Context): void {
  showToast({
    id: outcome.operation.operationId,
    sentence: rejectionSentence(outcome),
    isProblem: true,
    onPress: () => onReceipt(outcome),
    action: { label: saveText.review, onPress: onReview },
  })
}
