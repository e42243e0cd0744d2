import { useMemo } from 'react'
import { useAnnounce } from '../../components/announcer/announcer.tsx'
import { Button } from '../../components/button/button.tsx'
import { Dialog, DialogActions } from '../../components/dialog/dialog.tsx'
import { ReviewList } from '../../components/review/review-list.tsx'
import { reviewOf } from '../../components/review/review-of.ts'
import { reviewText } from '../../text/review.ts'
import { courseText } from '../../text/screens.ts'
import type { ActionContext } from './course-action.ts'
import { downloadCopy } from './download-copy.ts'

interface ReviewDialogProps {
  readonly context: ActionContext
  /** What the server refused alone: it is in the draft again, nothing typed is thrown away [S5]. */
  readonly isOfRefused: boolean
  readonly onClose: () => void
}

/** What Save would do, line by line, each taken back by one press. */
export function ReviewDialog({ context, isOfRefused, onClose }: ReviewDialogProps) {
  const { state, onDialog, save } = context
  const { draft, saved, course } = state
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
          {hasRefused && <Button onPress={() => downloadCopy(context.session)}>{courseText.downloadCopy}</Button>}
          <Button onPress={() => onDialog({ kind: 'discard' })}>{reviewText.discard}</Button>
          <Button look="primary" onPress={saveAll}>
            {reviewText.save(draft.length)}
          </Button>
        </DialogActions>
      )}
    </Dialog>
  )
}

function useRevert({ session }: ActionContext): (draftId: string) => void {
  const announce = useAnnounce()
  return draftId => {
    const before = session.getState().draft.length
    session.revert([draftId])
    announce(reviewText.reverted(before - session.getState().draft.length))
  }
}
