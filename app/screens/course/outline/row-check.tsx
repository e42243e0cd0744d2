import { selectionText } from '../../../text/outline.ts'
import type { RowRef } from '../row.ts'
import type { RowHandlers } from '../row-handlers.ts'
import css from './outline-tree.module.css'
import { ownPress } from './own-press.ts'

interface RowCheckProps {
  readonly row: RowRef
  readonly title: string
  readonly isSelected: boolean
  readonly handlers: RowHandlers
}

/** By keys, Space on the row does the same. */
export function RowCheck({ row, title, isSelected, handlers }: RowCheckProps) {
  return (
    <label className={css['check']} data-edits="" {...ownPress}>
      <input
        type="checkbox"
        tabIndex={-1}
        aria-label={selectionText.select(title)}
        checked={isSelected}
        onChange={() => handlers.onSelect(row)}
      />
    </label>
  )
}
