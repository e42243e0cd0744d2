import { useQueryClient } from '@tanstack/react-query'
import { useEffect } from 'react'
import { queryKeys } from '../../server-state/query-client.ts'
import type { CourseSessionState } from '../../session/session-state.ts'
import { useSeams } from '../seams.ts'

/** Keeps the course in this device's list under its saved title, so that it is found with no network. */
export function useRememberedCourse({ courseId, phase, saved }: CourseSessionState): void {
  const { devices, now } = useSeams()
  const queryClient = useQueryClient()
  const { title } = saved.info
  useEffect(() => {
    if (phase !== 'ready') return
    devices.rememberCourse({ courseId, title, openedAt: now() }).then(
      () => queryClient.invalidateQueries({ queryKey: queryKeys.knownCourses }),
      () => undefined, // Where this device keeps nothing, the chip says so.
    )
  }, [courseId, phase, title, devices, now, queryClient])
}
