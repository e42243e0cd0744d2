import { useMemo, useSyncExternalStore } from 'react'
import type { CourseSessionState } from '../../session/session-state.ts'
import { type AwaitedFiles, awaitedFilesOf } from './awaited-files.ts'
import { useUploadsOnScreen } from './shown-uploads-context.ts'

/** Draws its caller again only when a file more has arrived, or needs somebody. */
export function useAwaitedFiles({ pending }: CourseSessionState): AwaitedFiles | undefined {
  const own = useUploadsOnScreen()?.own
  const read = useMemo(() => {
    let last: AwaitedFiles | undefined
    return () => {
      const next = awaitedFilesOf({ pending }, own?.getSnapshot().items ?? [])
      if (JSON.stringify(next) !== JSON.stringify(last)) last = next
      return last
    }
  }, [pending, own])
  return useSyncExternalStore(own?.subscribe ?? never, read)
}

function never(): () => void {
  return () => undefined
}
