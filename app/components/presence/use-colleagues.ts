import { useCallback, useSyncExternalStore } from 'react'
import type { Colleagues } from '../../session/presence.ts'
import type { CourseSession } from '../../session/session-state.ts'

export function useColleagues({ presence }: CourseSession): Colleagues {
  const subscribe = useCallback((listener: () => void) => presence.subscribe(listener), [presence])
  return useSyncExternalStore(subscribe, () => presence.getColleagues())
}
