/** Whether the course around is only looked at: what would change it is not offered then. */
import { createContext, use } from 'react'

export const ViewOnlyContext = createContext(false)

export function useIsViewOnly(): boolean {
  return use(ViewOnlyContext)
}
