import { HistoryDialog } from '../../components/history/history-dialog.tsx'
import { ReceiptDialog } from '../../components/receipt/receipt-dialog.tsx'
import type { CourseSession, CourseSessionState } from '../../session/session-state.ts'
import { AddVideoDialog } from './add-video-dialog.tsx'
import type { CourseDialog } from './course-dialog.ts'
import { DiscardDialog } from './discard-dialog.tsx'
import { MoveDialog } from './move-dialog.tsx'
import type { OutlineActions } from './outline-actions.ts'
import { ReviewDialog } from './review-dialog.tsx'
import { ShortcutsDialog } from './shortcuts-dialog.tsx'

interface CourseDialogsProps {
  readonly dialog: CourseDialog
  readonly state: CourseSessionState
  readonly session: CourseSession
  readonly actions: OutlineActions
  readonly onDownload: () => void
  readonly onClose: () => void
}

export function CourseDialogs({ dialog, state, session, actions, onDownload, onClose }: CourseDialogsProps) {
  const { course, courseId, draft } = state
  switch (dialog.kind) {
    case 'move':
      return <MoveDialog row={dialog.row} course={course} actions={actions} onClose={onClose} />
    case 'add-video':
      return <AddVideoDialog chapterId={dialog.chapterId} course={course} actions={actions} onClose={onClose} />
    case 'discard':
      return <DiscardDialog count={draft.length} onDiscard={() => session.discard()} onClose={onClose} />
    case 'review':
      return <ReviewDialog draft={draft} course={course} onDownload={onDownload} onClose={onClose} />
    case 'history':
      return <HistoryDialog courseId={courseId} course={course} onClose={onClose} />
    case 'receipt':
      return <ReceiptDialog outcome={dialog.outcome} course={course} onClose={onClose} />
    case 'shortcuts':
      return <ShortcutsDialog onClose={onClose} />
    default:
      return dialog satisfies never
  }
}
