import { type RefObject, useLayoutEffect } from 'react'
import type { TreeState } from 'react-stately/useTreeState'
import type { Course } from '../../../../course/model.ts'
import { type RowRef, rowName } from '../row.ts'
import type { RowFocus } from '../row-focus.ts'
import type { OutlineRow, OutlineRows } from './outline-rows.ts'

interface Focused {
  readonly rows: OutlineRows
  readonly course: Course
  readonly focus: RowFocus
  readonly held: RowRef | undefined
}

interface Tree {
  readonly state: TreeState<OutlineRow>
  readonly tree: RefObject<HTMLElement | null>
}

/** Gives the focus to the row that a gesture asked it for; one that is not drawn yet is drawn first. */
export function useRowFocus({ rows, course, focus, held }: Focused, { state, tree }: Tree): void {
  const { selectionManager } = state
  const heldKey = held && rowName(held)
  // The field has the focus by now; the row has it for the tree.
  // biome-ignore lint/correctness/useExhaustiveDependencies: only when a field opens
  useLayoutEffect(() => {
    if (heldKey === undefined) return
    selectionManager.setFocused(true)
    selectionManager.setFocusedKey(heldKey)
  }, [heldKey])
  useLayoutEffect(() => {
    const wish = focus.due(course)
    if (!wish) return
    const key = wish.row && rowName(wish.row)
    const element = key === undefined ? tree.current : rowElement(tree.current, key)
    if (key !== undefined && rows.find(key)) selectionManager.setFocusedKey(key)
    if (!element) return
    focus.done()
    element.focus({ preventScroll: true })
    if (key !== undefined) element.scrollIntoView({ block: 'nearest' })
  })
}

export function rowElement(tree: HTMLElement | null, key: string): HTMLElement | null {
  return tree?.querySelector<HTMLElement>(`[data-row="${CSS.escape(key)}"]`) ?? null
}
