import { useIsViewOnly } from '../../../components/view-only/view-only.ts'
import { membersText } from '../../../text/access.ts'
import { outlineText } from '../../../text/outline.ts'
import { isOpenAndEmpty, type OutlineRow } from './outline-rows.ts'
import css from './outline-tree.module.css'

interface EmptyChaptersProps {
  readonly rows: readonly OutlineRow[]
}

/** What stands in the open chapters that have no videos. */
export function EmptyChapters({ rows }: EmptyChaptersProps) {
  const text = useIsViewOnly() ? membersText.emptyChapter : outlineText.emptyChapter
  return rows
    .filter(({ video, group }) => !video && isOpenAndEmpty(group))
    .map(({ key, top, height, group }) => (
      <div
        key={key}
        {...emptyRow}
        className={css['emptyRow']}
        style={{ top: top + height }}
        data-empty-chapter={group.chapter?.id}
      >
        <div {...emptyCell}>{text}</div>
      </div>
    ))
}

/** Read with the tree; nothing can be done with it, so the focus does not go there. */
const emptyRow = { role: 'row', 'aria-level': 2 } as const
const emptyCell = { role: 'gridcell' } as const
