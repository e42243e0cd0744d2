/** What a course says whose author has gone on to another page: its saves were on their way [S2]. */
import type { Course } from '../../../course/model.ts'
import type { SessionEvent } from '../../session/session-state.ts'
import { showToast } from './show-toast.tsx'
import { rejectionSentence, summaryOf, toastOf } from './toast-of.ts'

export function showAwayToast(course: Course, event: SessionEvent): void {
  const detail = course.info.title
  switch (event.kind) {
    case 'saved': {
      const { operation } = event.outcome
      if (event.outcome.isQuiet) return
      return showToast({ id: operation.operationId, sentence: toastOf(event.outcome, course).sentence, detail })
    }
    case 'saved-before': {
      const [first] = event.outcomes
      if (first) showToast({ id: first.operation.operationId, sentence: summaryOf(event.outcomes), detail })
      return
    }
    case 'rejected': {
      const id = event.outcome.operation.operationId
      return showToast({ id, sentence: rejectionSentence(event.outcome), detail, isProblem: true })
    }
    default:
  }
}
