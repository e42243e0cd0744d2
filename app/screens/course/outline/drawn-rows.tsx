import type { RefObject } from 'react'
import type { TreeState } from 'react-stately/useTreeState'
import { type RowRef, rowName } from '../row.ts'
import type { RowHandlers } from '../row-handlers.ts'
import type { DurationOf } from './durations.ts'
import { EmptyChapters } from './empty-chapters.tsx'
import type { OutlineRow, OutlineRows } from './outline-rows.ts'
import { rowsToDraw } from './rows-to-draw.ts'
import { TreeRow } from './tree-row.tsx'
import type { OutlineDrag } from './use-outline-drag.ts'
import { useVisibleBand } from './use-visible-band.ts'

interface DrawnRowsProps {
  readonly rows: OutlineRows
  readonly state: TreeState<OutlineRow>
  readonly drag: OutlineDrag
  readonly held: RowRef | undefined
  readonly words: readonly string[]
  readonly durationOf: DurationOf
  readonly handlers: RowHandlers
  readonly tree: RefObject<HTMLElement | null>
}

/** While the page is scrolled, this alone is drawn again, and of its rows the new ones. */
export function DrawnRows({ rows, state, drag, held, words, durationOf, handlers, tree }: DrawnRowsProps) {
  const band = useVisibleBand(tree)
  const { dropState, dragState } = drag
  const heldKey = held && rowName(held)
  const target = dropState.target?.type === 'item' ? dropState.target.key : undefined
  const drawn = rowsToDraw(rows, band, [heldKey, state.selectionManager.focusedKey, target, dragState.draggedKey])
  return (
    <>
      {drawn.map(row => (
        <TreeRow key={row.key} {...{ row, state, drag, handlers, words, durationOf }} isEditing={row.key === heldKey} />
      ))}
      <EmptyChapters rows={drawn} />
    </>
  )
}
