import type { DropTarget } from '@react-types/shared'
import { useMemo, useRef } from 'react'
import { useDropIndicator } from 'react-aria/useDroppableCollection'
import { VisuallyHidden } from 'react-aria/VisuallyHidden'
import type { DroppableCollectionState } from 'react-stately/useDroppableCollectionState'
import type { OutlineRow } from './outline-rows.ts'
import css from './outline-tree.module.css'

interface DropTargetsProps {
  readonly row: OutlineRow
  readonly state: DroppableCollectionState
}

/** The places at a row, for keys and screen readers; there only while something is dragged, and only those that are valid. */
export function DropTargets({ row, state }: DropTargetsProps) {
  const places = (['before', 'on', 'after'] as const).filter(place => place !== 'after' || row.isLast || !row.video)
  return places.map(dropPosition => (
    <DropPlace key={dropPosition} row={row} state={state} dropPosition={dropPosition} />
  ))
}

function DropPlace({
  row,
  state,
  dropPosition,
}: DropTargetsProps & { readonly dropPosition: 'before' | 'on' | 'after' }) {
  const ref = useRef<HTMLDivElement>(null)
  const { key } = row
  const target = useMemo((): DropTarget => ({ type: 'item', key, dropPosition }), [key, dropPosition])
  const { dropIndicatorProps, isHidden } = useDropIndicator({ target }, state, ref)
  if (isHidden) return null
  const top = dropPosition === 'after' ? row.top + row.height : row.top
  return (
    <div {...dropRow} {...{ 'aria-level': row.video ? 2 : 1 }} className={css['dropPlace']} style={{ top }}>
      <div {...dropCell}>
        <VisuallyHidden>
          <div {...dropIndicatorProps} {...dropButton} ref={ref} />
        </VisuallyHidden>
      </div>
    </div>
  )
}

const dropRow = { role: 'row' } as const
const dropCell = { role: 'gridcell' } as const
/** No `<button>`: React Aria gives it the focus and hears its keys itself. */
const dropButton = { role: 'button' } as const
