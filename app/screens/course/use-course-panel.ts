import { useCallback, useState } from 'react'
import { useSearch } from 'wouter'
import type { CoursePanel } from './course-panel.ts'

export interface PanelState {
  readonly panel: CoursePanel | undefined
  /** Opens the panel in place of another; closes it where it is the one that is open. */
  readonly onPanel: (panel: CoursePanel) => void
  readonly closePanel: () => void
}

export function useCoursePanel(): PanelState {
  const search = useSearch()
  const [panel, setPanel] = useState<CoursePanel | undefined>(() => panelIn(search))
  const onPanel = useCallback((next: CoursePanel) => setPanel(before => (before === next ? undefined : next)), [])
  const closePanel = useCallback(() => setPanel(undefined), [])
  return { panel, onPanel, closePanel }
}

/** By the flag `?inspect` in the address, the course opens with the inspector. */
function panelIn(search: string): CoursePanel | undefined {
  return new URLSearchParams(search).has('inspect') ? 'inspector' : undefined
}
