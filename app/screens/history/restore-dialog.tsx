import type { Command } from '../../../course/command.ts'
import type { Course } from '../../../course/model.ts'
import { Button } from '../../components/button/button.tsx'
import { Dialog, DialogActions } from '../../components/dialog/dialog.tsx'
import { ChangeList } from '../../components/history/change-list.tsx'
import { versionText } from '../../text/history.ts'

interface RestoreDialogProps {
  readonly commands: readonly Command[]
  /** For the names of what the commands are about. */
  readonly course: Course
  readonly draftCount: number
  readonly onRestore: () => void
  readonly onClose: () => void
}

export function RestoreDialog({ commands, course, draftCount, onRestore, onClose }: RestoreDialogProps) {
  const restore = () => {
    onClose()
    onRestore()
  }
  return (
    <Dialog title={versionText.restoreTitle} onClose={onClose}>
      <p>
        {versionText.restoreHint(commands.length)} {draftCount > 0 && versionText.restoreDraft(draftCount)}
      </p>
      <ChangeList commands={commands} course={course} />
      <DialogActions>
        <Button onPress={onClose}>{versionText.cancel}</Button>
        <Button look="primary" onPress={restore}>
          {versionText.restoreAction}
        </Button>
      </DialogActions>
    </Dialog>
  )
}
