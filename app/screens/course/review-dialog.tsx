import { useMemo, useState } from 'react'
import { afterFocusReturns } from '../../components/after-focus-returns.ts'
import { useAnnounce } from '../../components/announcer/announcer.tsx'
import { Button } from '../../components/button/button.tsx'
import { Dialog, DialogActions } from '../../components/dialog/dialog.tsx'
import { focusContentIfLost } from '../../components/focus-place.ts'
import { ReviewList } from '../../components/review/review-list.tsx'
import { reviewOf } from '../../components/review/review-of.ts'
import { reviewText } from '../../text/review.ts'
import { courseText } from '../../text/screens.ts'
import type { ActionContext } from './course-action.ts'
import { DiscardDialog } from './discard-dialog.tsx'
import { downloadCopy } from './download-copy.ts'

interface ReviewDialogProps {
  readonly context: ActionContext
  /** What the server refused alone: it is in the draft again, nothing typed is thrown away [S5]. */
  readonly isOfRefused: boolean
  readonly onClose: () => void
}

/** What Save would do, line by line, each taken back by one press. */
export function ReviewDialog({ context, isOfRefused, onClose }: ReviewDialogProps) {
  const { session, state, save } = context
  const { draft, saved, course } = state
  const [isAsking, setAsking] = useState(false)
  const revert = useRevert(context)
  const hasRefused = draft.some(({ refused }) => refused !== undefined)
  const groups = useMemo(() => {
    const listed = isOfRefused ? draft.filter(({ refused }) => refused !== undefined) : draft
    return reviewOf({ draft: listed, saved, course })
  }, [draft, saved, course, isOfRefused])
  const saveAll = () => {
    onClose()
    save()
  }
  return (
    <Dialog title={isOfRefused ? courseText.reviewTitle : reviewText.title} onClose={onClose}>
      <p>{groups.length === 0 ? reviewText.nothing : hasRefused ? reviewText.refusedHint : reviewText.hint}</p>
      <ReviewList groups={groups} onRevert={revert} />
      {draft.length > 0 && (
        <DialogActions>
          {hasRefused && <Button onPress={() => downloadCopy(session)}>{courseText.downloadCopy}</Button>}
          <Button onPress={() => setAsking(true)}>{reviewText.discard}</Button>
          <Button look="primary" onPress={saveAll}>
            {reviewText.save(draft.length)}
          </Button>
        </DialogActions>
      )}
      {isAsking && <Discarding {...{ context, onClose }} onKeep={() => setAsking(false)} />}
    </Dialog>
  )
}

interface DiscardingProps extends Pick<ReviewDialogProps, 'context' | 'onClose'> {
  readonly onKeep: () => void
}

/** Over the review and not in its place: what opened the review is known to it alone, and gets the focus back in the end. */
function Discarding({ context: { session, state }, onKeep, onClose }: DiscardingProps) {
  const discard = () => {
    session.discard()
    onClose()
    afterFocusReturns(focusContentIfLost)
  }
  return <DiscardDialog count={state.draft.length} onDiscard={discard} onClose={onKeep} />
}

function useRevert({ session }: ActionContext): (draftId: string) => void {
  const announce = useAnnounce()
  return draftId => {
    const before = session.getState().draft.length
    session.revert([draftId])
    announce(reviewText.reverted(before - session.getState().draft.length))
  }
}
