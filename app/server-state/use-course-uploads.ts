/** What the server found in the course's uploads. Asked for once, and again when one becomes complete; not polled. */
import { useQuery } from '@tanstack/react-query'
import { useEffect, useMemo, useRef } from 'react'
import { courseUploadsSchema, type ListedUpload } from '../../course/wire/uploads.ts'
import { fetchJson } from './fetch-json.ts'
import { queryKeys } from './query-client.ts'

export interface CourseUploadsRequest {
  readonly courseId: string
  /** Its own uploads are told before anybody refers to them. */
  readonly device: string
  /** Whether there is anything to ask for. */
  readonly isNeeded: boolean
  /** Another text: there may be more to know. */
  readonly occasion: string
}

export interface CourseUploadsAnswer {
  /** By uploadId; undefined until the server has answered, the same map until it answers otherwise. */
  readonly known: ReadonlyMap<string, ListedUpload> | undefined
  /** The first answer is on its way, and may not come. */
  readonly isAsking: boolean
}

export function useCourseUploads(request: CourseUploadsRequest): CourseUploadsAnswer {
  const { courseId, device, isNeeded, occasion } = request
  const { data, refetch, isLoading } = useQuery({
    queryKey: queryKeys.uploads(courseId),
    queryFn: () => {
      const query = new URLSearchParams({ device })
      return fetchJson(`/api/courses/${encodeURIComponent(courseId)}/uploads?${query}`, courseUploadsSchema)
    },
    enabled: isNeeded,
    // What this window has heard of a file stays true.
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: Number.POSITIVE_INFINITY,
  })
  const asked = useRef(occasion)
  useEffect(() => {
    if (!isNeeded || asked.current === occasion) return
    asked.current = occasion
    void refetch()
  }, [isNeeded, occasion, refetch])
  const known = useMemo(() => data && new Map(data.uploads.map(upload => [upload.uploadId, upload])), [data])
  return { known, isAsking: isLoading }
}
