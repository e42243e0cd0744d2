import {
  type DOMAttributes,
  type FocusEvent,
  type KeyboardEvent,
  memo,
  type RefObject,
  useEffect,
  useMemo,
  useRef,
} from 'react'
import { mergeProps } from 'react-aria/mergeProps'
import { useTree } from 'react-aria/useTree'
import { flushSync } from 'react-dom'
import { type TreeState, useTreeState } from 'react-stately/useTreeState'
import type { Course } from '../../../../course/model.ts'
import { useIsViewOnly } from '../../../components/view-only/view-only.ts'
import { outlineText } from '../../../text/outline.ts'
import type { OutlineActions } from '../outline-actions.ts'
import { type RowRef, rowName, rowOf } from '../row.ts'
import type { RowFocus } from '../row-focus.ts'
import type { RowHandlers } from '../row-handlers.ts'
import { DrawnRows } from './drawn-rows.tsx'
import { heightOfDrop } from './drop-place.ts'
import type { DurationOf } from './durations.ts'
import { fromRowAlone, isField } from './from-row-alone.ts'
import { OutlineCollection } from './outline-collection.ts'
import type { OutlineRow, OutlineRows, RowSizes } from './outline-rows.ts'
import css from './outline-tree.module.css'
import { RowKeyboard } from './row-keyboard.ts'
import { useAnchoredScroll } from './use-anchored-scroll.ts'
import { useOutlineDrag } from './use-outline-drag.ts'
import { useRowFocus } from './use-row-focus.ts'

export interface OutlineTreeProps {
  readonly rows: OutlineRows
  readonly sizes: RowSizes
  /** What the rows are made of. */
  readonly course: Course
  readonly held: RowRef | undefined
  readonly selection: ReadonlySet<string>
  readonly words: readonly string[]
  readonly durationOf: DurationOf
  readonly focus: RowFocus
  readonly actions: OutlineActions
  readonly handlers: RowHandlers
}

/** The outline: React Aria's hooks over rows of which only those in sight are drawn. */
export const OutlineTree = memo(function OutlineTree(props: OutlineTreeProps) {
  const { rows, held, handlers, words, durationOf, sizes, selection } = props
  const ref = useRef<HTMLDivElement>(null)
  const isViewOnly = useIsViewOnly()
  const { state, treeProps, drag } = useOutlineTree(props, ref)
  const { target } = drag.dropState
  const line = target ? heightOfDrop(rows, target, sizes.gap) : undefined
  return (
    <div
      {...treeProps}
      ref={ref}
      className={css['tree']}
      data-selecting={selection.size > 0 || undefined}
      data-view-only={isViewOnly || undefined}
      style={{ height: rows.height }}
    >
      <DrawnRows {...{ rows, state, drag, held, words, durationOf, handlers }} tree={ref} />
      {line !== undefined && <div className={css['dropLine']} style={{ top: line }} />}
    </div>
  )
})

function useOutlineTree(props: OutlineTreeProps, ref: RefObject<HTMLDivElement | null>) {
  const { rows, actions, handlers } = props
  const collection = useMemo(() => new OutlineCollection(rows), [rows])
  const keyboard = useMemo(() => new RowKeyboard(rows, collection, pageHeight), [rows, collection])
  const state = useOutlineState(props, collection)
  const { gridProps } = useTree(
    {
      'aria-label': outlineText.tree,
      ...{ keyboardDelegate: keyboard, keyboardNavigationBehavior: 'tab', shouldSelectOnPressUp: true },
      isVirtualized: true,
    },
    state,
    ref,
  )
  const onOpen = (key: string) => state.expandedKeys.has(key) || state.toggleKey(key)
  const { dropProps, ...drag } = useOutlineDrag({ tree: ref, ...{ state, rows, keyboard, actions }, onOpen })
  useRowFocus(props, { state, tree: ref })
  useAnchoredScroll(props, ref)
  const keys = keysOf(handlers, state)
  const treeProps = mergeProps(withoutFields(fromRowAlone(gridProps)), dropProps, keys)
  return { state, treeProps, drag }
}

function useOutlineState({ rows, selection, handlers }: OutlineTreeProps, collection: OutlineCollection) {
  const expandedKeys = useMemo(() => rows.groups.flatMap(({ key, isOpen }) => (isOpen ? key : [])), [rows])
  const selectionMode = useIsViewOnly() ? 'none' : 'multiple'
  const state = useTreeState<OutlineRow>({
    ...{ collection, expandedKeys, selectedKeys: selection, selectionMode, selectionBehavior: 'toggle' },
    onExpandedChange: keys => {
      const changed = rows.groups.find(({ key, isOpen }) => keys.has(key) !== isOpen)
      if (changed?.chapter) handlers.onToggle(changed.chapter.id)
    },
    onSelectionChange: keys => handlers.onSelection(keys === 'all' ? new Set(collection.getKeys()) : keys),
  })
  const focused = String(state.selectionManager.focusedKey ?? '')
  useEffect(() => handlers.onFocus(rowOf(focused)), [handlers, focused])
  return state
}

/** Keys of rows come first here: the tree takes the arrows for itself, whatever is held with them. */
function keysOf(handlers: RowHandlers, { selectionManager }: TreeState<OutlineRow>) {
  return {
    onKeyDownCapture: (event: KeyboardEvent<HTMLElement>) => {
      if (!(event.target instanceof HTMLElement) || isField(event.target)) return
      const row = rowOf(event.target.closest<HTMLElement>('[data-row]')?.dataset['row'] ?? '')
      if (row) handlers.onKeyDown(event, row)
      // A range begins with the row that one comes from; the tree itself would begin it with the next one.
      const isRange = event.shiftKey && !event.altKey && /^(Arrow(Up|Down)|Page(Up|Down)|Home|End)$/.test(event.key)
      const isFirst = isRange && event.target.dataset['row'] !== undefined && selectionManager.isEmpty
      if (row && isFirst) flushSync(() => selectionManager.replaceSelection(rowName(row)))
    },
  }
}

/** A field that opens has the focus at once; the tree would give it to the row it remembers. */
function withoutFields<Props extends DOMAttributes<HTMLElement>>(props: Props): Props {
  return { ...props, onFocus: (event: FocusEvent<HTMLElement>) => isField(event.target) || props.onFocus?.(event) }
}

function pageHeight(): number {
  return window.innerHeight * 0.8
}
