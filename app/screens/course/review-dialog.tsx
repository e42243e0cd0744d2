import type { Course } from '../../../course/model.ts'
import type { DraftEntry } from '../../../persistence/local-course-store.ts'
import { Button } from '../../components/button/button.tsx'
import { Dialog, DialogActions } from '../../components/dialog/dialog.tsx'
import { sentenceOfRefused } from '../../text/command.ts'
import { courseText } from '../../text/screens.ts'
import css from './dialogs.module.css'

interface ReviewDialogProps {
  readonly draft: readonly DraftEntry[]
  readonly course: Course
  readonly onDownload: () => void
  readonly onClose: () => void
}

/** What the server refused, with the reason. It is in the draft again: nothing typed is thrown away [S5]. */
export function ReviewDialog({ draft, course, onDownload, onClose }: ReviewDialogProps) {
  const refused = draft.filter(entry => entry.refused !== undefined)
  return (
    <Dialog title={courseText.reviewTitle} onClose={onClose}>
      <p>{courseText.reviewHint}</p>
      <ul className={css['list']}>
        {refused.map(({ draftId, command, refused: reason }) => (
          <li key={draftId}>{sentenceOfRefused(command, course, reason ?? '')}</li>
        ))}
      </ul>
      <DialogActions>
        <Button onPress={onDownload}>{courseText.downloadCopy}</Button>
      </DialogActions>
    </Dialog>
  )
}
