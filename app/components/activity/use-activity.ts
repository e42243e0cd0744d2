import { useCallback, useSyncExternalStore } from 'react'
import type { Activity } from '../../session/activity.ts'
import type { CourseSession } from '../../session/session-state.ts'

export function useActivity({ activity }: CourseSession): Activity {
  const subscribe = useCallback((listener: () => void) => activity.subscribe(listener), [activity])
  return useSyncExternalStore(subscribe, () => activity.getActivity())
}
