/** The course's newest saves, as the ledger has them. Refreshed by acks, not polled. */
import { type UseQueryResult, useQuery } from '@tanstack/react-query'
import { type History, historySchema } from '../../course/wire/http.ts'
import { fetchJson } from './fetch-json.ts'
import { queryKeys } from './query-client.ts'

const pageSize = 50

export function useHistory(courseId: string): UseQueryResult<History> {
  return useQuery({
    queryKey: queryKeys.history(courseId),
    queryFn: () =>
      fetchJson(`/api/courses/${encodeURIComponent(courseId)}/operations?limit=${pageSize}`, historySchema),
  })
}
