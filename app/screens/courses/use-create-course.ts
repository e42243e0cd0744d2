import { useCallback } from 'react'
import { useLocation } from 'wouter'
import type { Command } from '../../../course/command.ts'
import { useSeams } from '../seams.ts'
import { courseAddress } from './course-address.ts'

/**
 * A new course from its first commands: one operation, kept on this device, then opened [C1]. The network is not needed.
 * Rejects where this device could not keep it.
 */
export function useCreateCourse(): (commands: readonly Command[]) => Promise<void> {
  const { sessions, newId } = useSeams()
  const [, navigate] = useLocation()
  return useCallback(
    async commands => {
      const courseId = newId()
      const lease = sessions.lease(courseId)
      try {
        const session = await lease.session
        await session.save({ adding: commands })
        navigate(courseAddress(courseId))
      } finally {
        lease.end()
      }
    },
    [sessions, newId, navigate],
  )
}
