import Ellipsis from 'lucide-react/icons/ellipsis'
import buttons from '../../styles/buttons.module.css'
import { outlineText } from '../../text/outline.ts'
import { ownPress } from './outline/own-press.ts'
import css from './outline.module.css'
import type { RowRef } from './row.ts'

interface RowMenuButtonProps {
  readonly row: RowRef
  readonly title: string
  readonly onOpen: (row: RowRef, button: HTMLElement) => void
}

/** Only a button: one menu serves all rows, a thousand of them would take long to draw. */
export function RowMenuButton({ row, title, onOpen }: RowMenuButtonProps) {
  return (
    <button
      type="button"
      className={`${buttons['icon']} ${css['menuButton']}`}
      data-edits=""
      aria-haspopup="menu"
      aria-label={outlineText.actionsOf(title)}
      {...ownPress}
      onClick={event => {
        event.stopPropagation()
        onOpen(row, event.currentTarget)
      }}
    >
      <Ellipsis aria-hidden="true" />
    </button>
  )
}
