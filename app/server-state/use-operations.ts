/** The course's saves as the ledger has them, the newest first, page by page. Refreshed by acks, not polled. */
import { type InfiniteData, type UseInfiniteQueryResult, useInfiniteQuery } from '@tanstack/react-query'
import { type History, historySchema } from '../../course/wire/http.ts'
import { fetchJson } from './fetch-json.ts'
import { queryKeys } from './query-client.ts'

export type HistoryPages = InfiniteData<History>

const pageSize = 50

export function useOperations(courseId: string): UseInfiniteQueryResult<HistoryPages> {
  return useInfiniteQuery({
    queryKey: queryKeys.history(courseId),
    queryFn: ({ pageParam: before }) => {
      const page = new URLSearchParams({ limit: String(pageSize), ...(before > 0 && { before: String(before) }) })
      return fetchJson(`/api/courses/${encodeURIComponent(courseId)}/operations?${page}`, historySchema)
    },
    /** A revision; 0: from the newest. */
    initialPageParam: 0,
    getNextPageParam: page => page.next,
    // What this window has seen is shown for as long as it is open, also when the server is gone.
    gcTime: Number.POSITIVE_INFINITY,
  })
}
