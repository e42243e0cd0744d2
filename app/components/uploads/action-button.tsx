import FolderOpen from 'lucide-react/icons/folder-open'
import Pause from 'lucide-react/icons/pause'
import Play from 'lucide-react/icons/play'
import RotateCw from 'lucide-react/icons/rotate-cw'
import Trash2 from 'lucide-react/icons/trash-2'
import X from 'lucide-react/icons/x'
import buttons from '../../styles/buttons.module.css'
import type { UploadItem } from '../../uploads/upload-state.ts'
import css from './action-button.module.css'
import { actionNames, type UploadAction } from './upload-actions.ts'

export const actionIcons = {
  pause: Pause,
  resume: Play,
  retry: RotateCw,
  'choose-again': FolderOpen,
  cancel: X,
  remove: Trash2,
} as const satisfies Record<UploadAction, unknown>

interface ActionButtonProps {
  readonly action: UploadAction
  readonly item: UploadItem
  readonly onPress: () => void
  /** In a row, where a mouse presses it. */
  readonly isSmall?: boolean
}

/** A plain button: a press on it is none on the row, and the browser's dialog for files opens in the press itself. */
export function ActionButton({ action, item, onPress, isSmall = false }: ActionButtonProps) {
  const Icon = actionIcons[action]
  const { name } = actionNames(action, item.fileName)
  return (
    <button
      type="button"
      className={`${buttons['icon']} ${css['button']}`}
      data-small={isSmall || undefined}
      aria-label={name}
      title={name}
      onPointerDown={event => event.stopPropagation()}
      onMouseDown={event => event.stopPropagation()}
      onClick={event => {
        event.stopPropagation()
        onPress()
      }}
    >
      <Icon aria-hidden="true" />
    </button>
  )
}
