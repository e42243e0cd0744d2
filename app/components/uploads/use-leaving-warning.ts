import { useEffect } from 'react'
import type { UploadItem } from '../../uploads/upload-state.ts'
import { isLostWithTab } from './upload-marks.ts'

/** The browser asks before the tab is closed, while that would lose a file. What is kept goes on the next time: nobody is asked. */
export function useLeavingWarning(items: readonly UploadItem[]): void {
  const isNeeded = items.some(isLostWithTab)
  useEffect(() => {
    if (!isNeeded) return
    const ask = (event: BeforeUnloadEvent) => event.preventDefault()
    addEventListener('beforeunload', ask)
    return () => removeEventListener('beforeunload', ask)
  }, [isNeeded])
}
