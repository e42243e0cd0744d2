import { useEffect } from 'react'
import { Button } from '../../components/button/button.tsx'
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
  const { courseId, course } = state
  const { now } = useSeams()
  const { revision, openVersion } = useHistoryAddress(courseId)
  const operations = useOperations(courseId)
  useNewest(operations, state)
  const entries = operations.data?.pages.flatMap(page => page.operations) ?? []
  if (entries.length === 0) return <NothingToShow operations={operations} />
  return (
    <>
      {operations.isError && <Unreachable sentence={historyText.stale} operations={operations} />}
      {operationDays(entries, now()).map(day => (
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
      ))}
      <OlderSaves operations={operations} />
    </>
  )
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
    <div className={css['notice']} role="status">
      <p>{sentence}</p>
      <Button onPress={() => void operations.refetch()} isDisabled={operations.isFetching}>
        {historyText.retry}
      </Button>
    </div>
  )
}

function OlderSaves({ operations }: { readonly operations: Operations }) {
  const { hasNextPage, isFetchingNextPage, fetchNextPage } = operations
  if (!hasNextPage) return null
  return (
    <div className={css['foot']}>
      <Button onPress={() => void fetchNextPage()} isDisabled={isFetchingNextPage}>
        {isFetchingNextPage ? historyText.loadingOlder : historyText.older}
      </Button>
    </div>
  )
}
