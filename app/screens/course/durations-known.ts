import { useMemo, useSyncExternalStore } from 'react'
import { useMedia } from '../../media/media-context.ts'
import type { CourseSession } from '../../session/session-state.ts'
import type { DurationOf } from './outline/durations.ts'

const none: ReadonlyMap<string, number> = new Map()
const getNone = () => none
const subscribeToNothing = () => () => undefined

/** From the server's look at a file, else from this browser's. Another function only when more is known. */
export function useDurations(session: Pick<CourseSession, 'getState'>): DurationOf {
  const { known, looks } = useMedia() ?? {}
  const found = useSyncExternalStore(looks?.subscribe ?? subscribeToNothing, looks?.getDurations ?? getNone)
  return useMemo(
    () => videoId => {
      const source = session.getState().course.videos.get(videoId)?.source
      if (source?.kind !== 'upload') return undefined
      return known?.get(source.uploadId)?.finalData.durationSeconds ?? found.get(source.uploadId)
    },
    [session, known, found],
  )
}
