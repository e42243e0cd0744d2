import type { DropTarget, DropTargetDelegate, ItemDropTarget, Key } from '@react-types/shared'
import { type RefObject, useMemo } from 'react'
import { useDraggableCollection } from 'react-aria/useDraggableCollection'
import { useDroppableCollection } from 'react-aria/useDroppableCollection'
import { type DraggableCollectionState, useDraggableCollectionState } from 'react-stately/useDraggableCollectionState'
import { type DroppableCollectionState, useDroppableCollectionState } from 'react-stately/useDroppableCollectionState'
import type { TreeState } from 'react-stately/useTreeState'
import { useIsViewOnly } from '../../../components/view-only/view-only.ts'
import type { OutlineActions } from '../outline-actions.ts'
import { placeOfDrop, rowsOfKeys, targetAt } from './drop-place.ts'
import type { OutlineRow, OutlineRows } from './outline-rows.ts'
import type { RowKeyboard } from './row-keyboard.ts'

/** Rows of this app only: text from elsewhere is not dropped into an outline. */
const dragType = 'application/x-lectern-rows'

export interface OutlineDrag {
  readonly dragState: DraggableCollectionState
  readonly dropState: DroppableCollectionState
}

interface DragParts {
  readonly tree: RefObject<HTMLDivElement | null>
  readonly state: TreeState<OutlineRow>
  readonly rows: OutlineRows
  readonly keyboard: RowKeyboard
  readonly actions: OutlineActions
  readonly onOpen: (key: string) => void
}

/** Dragging rows by pointer and by keys. One drop is one gesture. */
export function useOutlineDrag(parts: DragParts) {
  const { tree, state, rows, keyboard, onOpen } = parts
  const { collection, selectionManager } = state
  const isDisabled = useIsViewOnly()
  const dragState = useDraggableCollectionState({
    ...{ collection, selectionManager, isDisabled },
    getItems: keys => [...keys].map(key => ({ [dragType]: String(key), 'text/plain': textOf(state, key) })),
    getAllowedDropOperations: () => ['move'],
  })
  useDraggableCollection({}, dragState, tree)
  const drop = dropOf(parts, dragState)
  const dropState = useDroppableCollectionState({ collection, selectionManager, ...drop })
  const dropTargetDelegate = useMemo(() => delegateOf(rows), [rows])
  const onDropActivate = ({ target }: { readonly target: DropTarget }) => {
    if (target.type === 'item') onOpen(String(target.key))
  }
  const ways = { keyboardDelegate: keyboard, dropTargetDelegate, onDropActivate }
  const { collectionProps } = useDroppableCollection({ ...drop, ...ways }, dropState, tree)
  return { dragState, dropState, dropProps: collectionProps }
}

function dropOf({ rows, actions }: DragParts, dragState: DraggableCollectionState) {
  return {
    acceptedDragTypes: [dragType],
    getDropOperation: (target: DropTarget) => {
      // Asked for when the drag begins, before anything is drawn for it.
      return placeOfDrop(rows, rowsOfKeys(dragState.draggingKeys), target) ? ('move' as const) : ('cancel' as const)
    },
    onMove: ({ keys, target }: { readonly keys: Set<Key>; readonly target: ItemDropTarget }) => {
      const dragged = rowsOfKeys(keys)
      const place = placeOfDrop(rows, dragged, target)
      if (place) actions.moveTo(dragged, place)
    },
  }
}

function delegateOf(rows: OutlineRows): DropTargetDelegate {
  return { getDropTargetFromPoint: (_x, y, isValid) => targetAt(rows, y, isValid) }
}

function textOf({ collection }: TreeState<OutlineRow>, key: Key): string {
  return collection.getItem(key)?.textValue ?? ''
}
