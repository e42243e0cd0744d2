import Download from 'lucide-react/icons/download'
import History from 'lucide-react/icons/history'
import Keyboard from 'lucide-react/icons/keyboard'
import RotateCcw from 'lucide-react/icons/rotate-ccw'
import { Menu } from '../../components/menu/menu.tsx'
import { SaveButton } from '../../components/save-button/save-button.tsx'
import { saveButtonOf } from '../../components/save-button/save-button-of.ts'
import { chipOf } from '../../components/status-chip/chip-of.ts'
import { StatusChip } from '../../components/status-chip/status-chip.tsx'
import type { CourseSession, CourseSessionState } from '../../session/session-state.ts'
import { courseText } from '../../text/screens.ts'
import { useSeams } from '../seams.ts'
import type { CourseDialog } from './course-dialog.ts'
import css from './course-header.module.css'
import { CourseTitle } from './course-title.tsx'
import { downloadCopy } from './download-copy.ts'

interface CourseHeaderProps {
  readonly session: CourseSession
  readonly state: CourseSessionState
  readonly now: number
  readonly onSave: () => void
  readonly onDialog: (dialog: CourseDialog) => void
}

export function CourseHeader({ session, state, now, onSave, onDialog }: CourseHeaderProps) {
  const { signIn } = useSeams()
  const chipActions = {
    ...(signIn && { 'sign-in': signIn }),
    'download-copy': () => downloadCopy(session),
    review: () => onDialog({ kind: 'review' }),
  }
  return (
    <div className={css['header']}>
      <CourseTitle session={session} state={state} />
      <div className={css['state']}>
        <StatusChip chip={chipOf(state, now)} actions={chipActions} />
        <div className={css['save']}>
          <SaveButton state={saveButtonOf(state, now)} onSave={onSave} />
        </div>
        <CourseMenu session={session} state={state} onDialog={onDialog} />
      </div>
    </div>
  )
}

function CourseMenu({ session, state, onDialog }: Pick<CourseHeaderProps, 'session' | 'state' | 'onDialog'>) {
  const { discard, history, download, shortcuts, autosave, menu } = courseText
  const items = [
    { id: 'history', label: history, icon: <History />, onAction: () => onDialog({ kind: 'history' }) },
    { id: 'download', label: download, icon: <Download />, onAction: () => downloadCopy(session) },
    { id: 'shortcuts', label: shortcuts, icon: <Keyboard />, onAction: () => onDialog({ kind: 'shortcuts' }) },
    {
      id: 'discard',
      label: discard,
      icon: <RotateCcw />,
      isDisabled: state.draft.length === 0,
      onAction: () => onDialog({ kind: 'discard' }),
    },
  ]
  const onChange = (isOn: boolean) => session.setAutosaving(isOn)
  return (
    <Menu label={menu} items={items} toggle={{ id: 'autosave', label: autosave, isOn: state.isAutosaving, onChange }} />
  )
}
