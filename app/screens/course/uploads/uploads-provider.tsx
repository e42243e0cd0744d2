import { type ReactNode, useCallback, useEffect, useMemo, useState } from 'react'
import type { CourseSession } from '../../../session/session-state.ts'
import { useSeams } from '../../seams.ts'
import { type Uploads, UploadsContext } from './uploads-context.ts'

interface UploadsProviderProps {
  readonly session: CourseSession
  readonly children: ReactNode
}

/** The outline and the first sync go before. */
const afterOutlineMs = 1000

/** Loads the engine behind the outline: what was not finished goes on by itself. */
export function UploadsProvider({ session, children }: UploadsProviderProps) {
  const { uploads: opener } = useSeams()
  const [uploads, setUploads] = useState<Uploads>()
  const open = useCallback(async () => {
    if (!opener) throw new Error('nothing here uploads')
    const opened = await opener.of(session)
    setUploads(opened)
    return opened
  }, [opener, session])
  useEffect(() => {
    if (!opener) return
    // Where it cannot be loaded now, whoever needs it asks again and is told.
    return whenIdle(() => open().catch(() => undefined))
  }, [opener, open])
  const offered = useMemo(() => ({ uploads, open }), [uploads, open])
  return <UploadsContext value={opener && offered}>{children}</UploadsContext>
}

/** Safari has no idle callbacks. @returns how to stop */
function whenIdle(run: () => void): () => void {
  if (!('requestIdleCallback' in globalThis)) {
    const timer = setTimeout(run, afterOutlineMs)
    return () => clearTimeout(timer)
  }
  const idle = requestIdleCallback(run, { timeout: afterOutlineMs })
  return () => cancelIdleCallback(idle)
}
