import { type ReactNode, useEffect, useRef } from 'react'
import { afterFocusReturns } from '../../components/after-focus-returns.ts'
import { Button } from '../../components/button/button.tsx'
import { focusContentIfLost } from '../../components/focus-place.ts'
import { loadedLater } from '../../components/loaded-later/loaded-later.tsx'
import { Notice } from '../../components/notice/notice.tsx'
import { historyText } from '../../text/history.ts'
import { saveText } from '../../text/save.ts'
import type { ActionContext } from '../course/course-action.ts'
import type { HistoryPanelState } from './use-history-panel.ts'

const VersionView = loadedLater(async () => (await import('./version-view.tsx')).VersionView)

interface HistoryStageProps {
  readonly context: ActionContext
  readonly history: HistoryPanelState
  /** The course as it is. */
  readonly children: ReactNode
}

/** Where the address names an older version, that stands in the place of the course. */
export function HistoryStage({ context, history, children }: HistoryStageProps) {
  const { session, state, onDialog } = context
  const { revision, restored, setRestored, closeHistory } = history
  useFocusAfter(revision)
  return (
    <>
      {revision === undefined ? (
        children
      ) : (
        <VersionView {...{ session, state, revision }} onRestored={setRestored} onClose={closeHistory} />
      )}
      {restored !== undefined && (
        <Notice label={historyText.title} sentence={restored} onDismiss={() => setRestored(undefined)}>
          <Button look="quiet" onPress={() => onDialog({ kind: 'review' })}>
            {saveText.review}
          </Button>
        </Notice>
      )}
    </>
  )
}

/** What had the focus in the version is gone with it: the course's content takes it. */
function useFocusAfter(revision: number | undefined): void {
  const before = useRef(revision)
  useEffect(() => {
    const hasLeft = before.current !== undefined && revision === undefined
    before.current = revision
    if (hasLeft) afterFocusReturns(focusContentIfLost)
  }, [revision])
}
