import { Button } from '../../components/button/button.tsx'
import { Dialog, DialogActions } from '../../components/dialog/dialog.tsx'
import { courseText } from '../../text/screens.ts'

interface DiscardDialogProps {
  readonly count: number
  readonly onDiscard: () => void
  readonly onClose: () => void
}

export function DiscardDialog({ count, onDiscard, onClose }: DiscardDialogProps) {
  const discard = () => {
    onDiscard()
    onClose()
  }
  return (
    <Dialog title={courseText.discardTitle(count)} onClose={onClose} isAlert>
      <p>{courseText.discardHint}</p>
      <DialogActions>
        <Button onPress={onClose} autoFocus>
          {courseText.keep}
        </Button>
        <Button look="danger" onPress={discard}>
          {courseText.discardAction}
        </Button>
      </DialogActions>
    </Dialog>
  )
}
