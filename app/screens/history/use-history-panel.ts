import { useCallback, useEffect, useState } from 'react'
import { useIsWide } from '../../components/side-panel/use-is-wide.ts'
import type { CourseSessionState } from '../../session/session-state.ts'
import type { CoursePanel } from '../course/course-panel.ts'
import type { PanelState } from '../course/use-course-panel.ts'
import { useHistoryAddress } from './history-address.ts'

export interface HistoryPanelState extends PanelState {
  /** Of the version that stands in the outline's place. */
  readonly revision: number | undefined
  /** What was restored, until it is saved or dismissed. */
  readonly restored: string | undefined
  readonly setRestored: (sentence: string | undefined) => void
  readonly closeHistory: () => void
}

/** The course's side panels, of which the history is open by its address. */
export function useHistoryPanel(state: CourseSessionState, others: PanelState): HistoryPanelState {
  const { isOpen, revision, open, close } = useHistoryAddress(state.courseId)
  const isWide = useIsWide()
  const { onPanel: onOther, closePanel: closeOther } = others
  const onPanel = useCallback(
    (panel: CoursePanel) => {
      if (isOpen) close()
      if (panel !== 'history') return onOther(panel)
      closeOther()
      if (!isOpen) open()
    },
    [isOpen, open, close, onOther, closeOther],
  )
  // A version takes a small screen for itself; the history is one step back.
  const historyPanel = isWide || revision === undefined ? 'history' : undefined
  return {
    panel: isOpen ? historyPanel : others.panel,
    onPanel,
    closePanel: isOpen ? close : closeOther,
    revision,
    closeHistory: close,
    ...useRestored(state),
  }
}

function useRestored({ draft }: CourseSessionState) {
  const [restored, setRestored] = useState<string>()
  const isDrafted = draft.length > 0
  useEffect(() => {
    if (!isDrafted) setRestored(undefined)
  }, [isDrafted])
  return { restored: isDrafted ? restored : undefined, setRestored }
}
