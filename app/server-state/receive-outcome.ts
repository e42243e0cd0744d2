/** An ack, written into what the screens remember of the server: the course list, the history and the operation's fate. */
import type { QueryClient } from '@tanstack/react-query'
import type { HistoryEntry } from '../../course/wire/ack.ts'
import type { CourseList } from '../../course/wire/http.ts'
import type { SaveOutcome } from '../session/session-state.ts'
import { queryKeys } from './query-client.ts'
import type { HistoryPages } from './use-operations.ts'

/** @param title the course's as it is saved now */
export function receiveOutcome(
  queryClient: QueryClient,
  outcome: SaveOutcome,
  course: { readonly id: string; readonly title: string },
): void {
  const { ack } = outcome
  queryClient.setQueryData(queryKeys.fate(ack.operationId), ack)
  queryClient.setQueryData<HistoryPages>(queryKeys.history(course.id), pages => pages && withOutcome(pages, outcome))
  if (ack.status === 'rejected') return
  queryClient.setQueryData<CourseList>(queryKeys.courses, list => list && withCourse(list, ack, course))
}

function withOutcome(history: HistoryPages, { operation, ack }: SaveOutcome): HistoryPages {
  const { by, savedAt, commands } = operation
  const entry: HistoryEntry = { ...ack, by, savedAt, commands }
  const pages = history.pages.map((page, index) => {
    const others = page.operations.filter(({ operationId }) => operationId !== ack.operationId)
    return { ...page, operations: index === 0 ? [entry, ...others] : others }
  })
  return { ...history, pages }
}

function withCourse(list: CourseList, ack: SaveOutcome['ack'], course: { id: string; title: string }): CourseList {
  const { revision, storedAt } = ack
  const others = list.courses.filter(({ id }) => id !== course.id)
  return { courses: [{ ...course, revision, updatedAt: storedAt }, ...others] }
}
