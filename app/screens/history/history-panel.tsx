import { useEffect } from 'react'
import type { HistoryEntry } from '../../../course/wire/ack.ts'
import { Button } from '../../components/button/button.tsx'
import { useFocusPlace } from '../../components/focus-place.ts'
import css from '../../components/history/history.module.css'
import { operationDays } from '../../components/history/operation-days.ts'
import { OperationItem } from '../../components/history/operation-item.tsx'
import { useOperations } from '../../server-state/use-operations.ts'
import type { CourseSessionState } from '../../session/session-state.ts'
import { historyText } from '../../text/history.ts'
import { useSeams } from '../seams.ts'
import { useHistoryAddress } from './history-address.ts'

type Operations = ReturnType<typeof useOperations>

/** Who saved what, the newest first. What was fetched stays in sight when the server is gone. */
export function HistoryPanel({ state }: { readonly state: CourseSessionState }) {
  const operations = useOperations(state.courseId)
  useNewest(operations, state)
  const place = useFocusPlace<HTMLDivElement>('li, [data-asks]')
  const entries = operations.data?.pages.flatMap(page => page.operations) ?? []
  const isStale = entries.length > 0 && operations.isError
  return (
    <div {...place}>
      {entries.length === 0 && <NothingToShow operations={operations} />}
      {isStale && <Unreachable sentence={historyText.stale} operations={operations} />}
      <Saves entries={entries} state={state} />
      <OlderSaves operations={operations} />
    </div>
  )
}

interface SavesProps {
  readonly entries: readonly HistoryEntry[]
  readonly state: CourseSessionState
}

function Saves({ entries, state: { courseId, course } }: SavesProps) {
  const { now } = useSeams()
  const { revision, openVersion } = useHistoryAddress(courseId)
  return operationDays(entries, now()).map(day => (
    <section key={day.name}>
      <h3 className={css['day']}>{day.name}</h3>
      <ol className={css['list']}>
        {day.entries.map(entry => (
          <OperationItem
            key={entry.operationId}
            entry={entry}
            course={course}
            isShown={entry.revision === revision && entry.status !== 'rejected'}
            onSee={() => openVersion(entry.revision)}
          />
        ))}
      </ol>
    </section>
  ))
}

/** Asked for again when the server has something newer, and when it can be reached again. */
function useNewest({ data, isError, isFetching, refetch }: Operations, state: CourseSessionState): void {
  const { kind } = state.connection
  const newest = data?.pages[0]?.operations[0]?.revision ?? 0
  const isBehind = data !== undefined && newest < (state.server?.revision ?? 0)
  const isReachable = kind === 'online' || kind === 'http'
  const revision = state.server?.revision
  // biome-ignore lint/correctness/useExhaustiveDependencies: once for each revision and return of the connection
  useEffect(() => {
    if (!isFetching && isReachable && (isError || isBehind)) void refetch()
  }, [revision, isReachable])
}

function NothingToShow({ operations }: { readonly operations: Operations }) {
  if (operations.isPending) return <p>{historyText.loading}</p>
  if (operations.isError) return <Unreachable sentence={historyText.failed} operations={operations} />
  return <p>{historyText.empty}</p>
}

function Unreachable({ sentence, operations }: { readonly sentence: string; readonly operations: Operations }) {
  return (
    <div className={css['notice']} role="status" data-asks="">
      <p>{sentence}</p>
      <Button onPress={() => void operations.refetch()} isPending={operations.isFetching}>
        {historyText.retry}
      </Button>
    </div>
  )
}

function OlderSaves({ operations }: { readonly operations: Operations }) {
  const { hasNextPage, isFetchingNextPage, fetchNextPage } = operations
  if (!hasNextPage) return null
  return (
    <div className={css['foot']} data-asks="">
      <Button onPress={() => void fetchNextPage()} isPending={isFetchingNextPage}>
        {isFetchingNextPage ? historyText.loadingOlder : historyText.older}
      </Button>
    </div>
  )
}
