import { useCallback, useEffect, useState, useSyncExternalStore } from 'react'
import type { CourseSession, CourseSessionState } from '../../session/session-state.ts'
import { useSeams } from '../seams.ts'

export type OpenedSession =
  | { readonly kind: 'opening' }
  | { readonly kind: 'open'; readonly session: CourseSession }
  | { readonly kind: 'failed' }

/** Opens the course's session for as long as the screen is there. */
export function useOpenSession(courseId: string): OpenedSession {
  const { sessions } = useSeams()
  const [opened, setOpened] = useState<OpenedSession>({ kind: 'opening' })
  useEffect(() => {
    const lease = sessions.lease(courseId)
    let isGone = false
    const show = (next: OpenedSession) => isGone || setOpened(next)
    lease.session.then(
      session => show({ kind: 'open', session }),
      () => show({ kind: 'failed' }),
    )
    return () => {
      isGone = true
      lease.end()
    }
  }, [sessions, courseId])
  return opened
}

export function useCourseSession(session: CourseSession): CourseSessionState {
  const subscribe = useCallback((listener: () => void) => session.subscribe(listener), [session])
  return useSyncExternalStore(subscribe, () => session.getState())
}

/** Now, drawn again at `wakeAt` (ms since 1970) where that is given. */
export function useNow(now: () => number, wakeAt: (now: number) => number | undefined): number {
  const [, setTick] = useState(0)
  const at = now()
  const wake = wakeAt(at)
  useEffect(() => {
    if (wake === undefined) return
    const timer = setTimeout(() => setTick(tick => tick + 1), wake - now())
    return () => clearTimeout(timer)
  }, [wake, now])
  return at
}
