import { useEffect } from 'react'
import type { CourseSession } from '../../session/session-state.ts'
import { useSeams } from '../seams.ts'

/** Every course begins with the switch as its author left it. */
export function useRememberedAutosave(session: CourseSession): void {
  const { autosave } = useSeams()
  useEffect(() => {
    if (!autosave) return
    let isOn = autosave.recall()
    session.setAutosaving(isOn)
    return session.subscribe(() => {
      const { isAutosaving } = session.getState()
      if (isAutosaving === isOn) return
      isOn = isAutosaving
      autosave.keep(isOn)
    })
  }, [autosave, session])
}
