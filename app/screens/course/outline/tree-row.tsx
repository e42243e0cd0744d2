import type { Node } from '@react-types/shared'
import { memo, useMemo, useRef } from 'react'
import { mergeProps } from 'react-aria/mergeProps'
import { useDraggableItem } from 'react-aria/useDraggableCollection'
import { useTreeItem } from 'react-aria/useTree'
import type { TreeState } from 'react-stately/useTreeState'
import type { RowHandlers } from '../row-handlers.ts'
import { ChapterContent } from './chapter-content.tsx'
import { DragHandle } from './drag-handle.tsx'
import { DropTargets } from './drop-targets.tsx'
import { type DurationOf, totalDuration } from './durations.ts'
import { fromRowAlone } from './from-row-alone.ts'
import type { OutlineRow } from './outline-rows.ts'
import css from './outline-tree.module.css'
import { UnfiledContent } from './unfiled-content.tsx'
import type { OutlineDrag } from './use-outline-drag.ts'
import { VideoContent } from './video-content.tsx'

export interface TreeRowProps {
  readonly row: OutlineRow
  readonly state: TreeState<OutlineRow>
  readonly drag: OutlineDrag
  readonly handlers: RowHandlers
  readonly isEditing: boolean
  /** What is searched, folded. */
  readonly words: readonly string[]
  readonly durationOf: DurationOf
}

export const TreeRow = memo(function TreeRow(props: TreeRowProps) {
  const node = props.state.collection.getItem(props.row.key)
  return node && <NodeRow {...props} node={node} />
})

function NodeRow({ node, ...props }: TreeRowProps & { readonly node: Node<OutlineRow> }) {
  const { row, state, drag, isEditing } = props
  const ref = useRef<HTMLDivElement>(null)
  const hasChildItems = !row.video && row.group.all.length > 0
  const { rowProps, gridCellProps, isSelected } = useTreeItem({ node, hasChildItems }, state, ref)
  const { dragProps, dragButtonProps } = useDraggableItem({ key: row.key, hasDragButton: true }, drag.dragState)
  const isMovable = (row.video ?? row.group.chapter) !== undefined
  const place = { 'aria-rowindex': row.ordinal + 1 }
  return (
    <>
      {drag.dragState.draggingKeys.size > 0 && <DropTargets row={row} state={drag.dropState} />}
      <div
        {...fromRowAlone(mergeProps(rowProps, place, isMovable && !isEditing ? dragProps : {}))}
        {...marksOf(row, drag)}
        ref={ref}
        className={`${css['row']} ${row.video ? css['video'] : css['head']}`}
        style={{ top: row.top, height: row.height }}
        data-selected={isSelected || undefined}
      >
        <div {...gridCellProps} className={css['cell']}>
          {isMovable && <DragHandle {...dragButtonProps} />}
          <Content {...props} element={ref} isSelected={isSelected} />
        </div>
      </div>
    </>
  )
}

function marksOf({ key, group, video, isLast }: OutlineRow, { dragState, dropState }: OutlineDrag) {
  const isTarget = dropState.isDropTarget({ type: 'item', key, dropPosition: 'on' })
  return {
    'data-row': video || group.chapter ? key : undefined,
    'data-last': isLast || undefined,
    'data-dragging': dragState.isDragging(key) || undefined,
    'data-drop-target': isTarget || undefined,
  }
}

interface ContentProps extends TreeRowProps {
  readonly element: { readonly current: HTMLElement | null }
  readonly isSelected: boolean
}

function Content({ row, handlers, isEditing, isSelected, words, durationOf, element }: ContentProps) {
  const { group, video } = row
  const focusable = useMemo(() => ({ focus: () => element.current?.focus() }), [element])
  const shared = { handlers, isEditing, isSelected, words, row: focusable }
  if (video) return <VideoContent {...shared} video={video} seconds={durationOf(video.id)} />
  if (!group.chapter) return <UnfiledContent />
  const { chapter, all, isOpen } = group
  const seconds = totalDuration(all, durationOf)
  return (
    <ChapterContent {...shared} {...{ chapter, isOpen, seconds }} count={all.length} isSearched={words.length > 0} />
  )
}
