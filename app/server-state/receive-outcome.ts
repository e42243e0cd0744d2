/** An ack, written into what the screens remember of the server: the course list, the history and the operation's fate. */
import type { QueryClient } from '@tanstack/react-query'
import type { HistoryEntry } from '../../course/wire/ack.ts'
import type { CourseList, History } from '../../course/wire/http.ts'
import type { SaveOutcome } from '../session/session-state.ts'
import { queryKeys } from './query-client.ts'

/** @param title the course's as it is saved now */
export function receiveOutcome(
  queryClient: QueryClient,
  outcome: SaveOutcome,
  course: { readonly id: string; readonly title: string },
): void {
  const { ack } = outcome
  queryClient.setQueryData(queryKeys.fate(ack.operationId), ack)
  queryClient.setQueryData<History>(queryKeys.history(course.id), history => history && withOutcome(history, outcome))
  if (ack.status === 'rejected') return
  queryClient.setQueryData<CourseList>(queryKeys.courses, list => list && withCourse(list, ack, course))
}

function withOutcome(history: History, { operation, ack }: SaveOutcome): History {
  const { by, savedAt, commands } = operation
  const entry: HistoryEntry = { ...ack, by, savedAt, commands }
  const others = history.operations.filter(({ operationId }) => operationId !== ack.operationId)
  return { ...history, operations: [entry, ...others] }
}

function withCourse(list: CourseList, ack: SaveOutcome['ack'], course: { id: string; title: string }): CourseList {
  const { revision, storedAt } = ack
  const others = list.courses.filter(({ id }) => id !== course.id)
  return { courses: [{ ...course, revision, updatedAt: storedAt }, ...others] }
}
