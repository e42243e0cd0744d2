import { loadedLater } from '../../components/loaded-later/loaded-later.tsx'
import { ReceiptDialog } from '../../components/receipt/receipt-dialog.tsx'
import type { SaveOutcome } from '../../session/session-state.ts'
import { AddVideoDialog } from './add-video-dialog.tsx'
import type { ActionContext } from './course-action.ts'
import type { CourseDialog } from './course-dialog.ts'
import { DiscardDialog } from './discard-dialog.tsx'
import { downloadCopy } from './download-copy.ts'
import { MoveDialog } from './move-dialog.tsx'

/** In chunks of their own: the first picture of the outline does not wait for them. */
const CoursePalette = loadedLater(async () => (await import('./course-palette.tsx')).CoursePalette)
const ExportDialog = loadedLater(async () => (await import('./export-dialog.tsx')).ExportDialog)
const MembersDialog = loadedLater(async () => (await import('../members/members-dialog.tsx')).MembersDialog)
const PasteDialog = loadedLater(async () => (await import('./paste-dialog.tsx')).PasteDialog)
const ReviewDialog = loadedLater(async () => (await import('./review-dialog.tsx')).ReviewDialog)
const NoRoomDialog = loadedLater(async () => (await import('./uploads/no-room-dialog.tsx')).NoRoomDialog)
const UploadDialog = loadedLater(async () => (await import('./uploads/upload-dialog.tsx')).UploadDialog)
const ShortcutsDialog = loadedLater(async () => (await import('./shortcuts-dialog.tsx')).ShortcutsDialog)

interface CourseDialogsProps {
  readonly dialog: CourseDialog
  readonly context: ActionContext
  readonly onClose: () => void
}

export function CourseDialogs({ dialog, context, onClose }: CourseDialogsProps) {
  const { actions, session } = context
  const { course, courseId, draft } = context.state
  switch (dialog.kind) {
    case 'move':
      return <MoveDialog rows={dialog.rows} course={course} actions={actions} onClose={onClose} />
    case 'add-video':
      return <AddVideoDialog chapterId={dialog.chapterId} course={course} actions={actions} onClose={onClose} />
    case 'discard':
      return <DiscardDialog count={draft.length} onDiscard={() => session.discard()} onClose={onClose} />
    case 'review':
    case 'refused':
      return <ReviewDialog context={context} isOfRefused={dialog.kind === 'refused'} onClose={onClose} />
    case 'receipt':
      return <Receipt outcome={dialog.outcome} {...{ context, onClose }} />
    case 'export':
      return <ExportDialog context={context} onClose={onClose} />
    case 'members':
      return <MembersDialog courseId={courseId} onClose={onClose} />
    case 'upload':
      return <UploadDialog context={context} request={dialog} onClose={onClose} />
    case 'no-room':
      return <NoRoomDialog request={dialog} onClose={onClose} />
    case 'paste-list':
      return <PasteDialog context={context} text={dialog.text} onClose={onClose} />
    case 'shortcuts':
      return <ShortcutsDialog onClose={onClose} />
    case 'palette':
      return <CoursePalette context={context} onClose={onClose} />
    default:
      return dialog satisfies never
  }
}

interface ReceiptProps extends Omit<CourseDialogsProps, 'dialog'> {
  readonly outcome: SaveOutcome
}

function Receipt({ outcome, context: { session, state }, onClose }: ReceiptProps) {
  const onDownload = () => downloadCopy(session)
  return <ReceiptDialog course={state.course} {...{ session, outcome, onDownload, onClose }} />
}
