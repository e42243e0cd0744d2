import { type KeyboardEvent, useEffect, useMemo, useRef } from 'react'
import type { Course } from '../../../course/model.ts'
import type { CourseDialog } from './course-dialog.ts'
import type { OutlineActions } from './outline-actions.ts'
import { type RowRef, rowName } from './row.ts'
import type { RowHandlers } from './row-handlers.ts'
import type { OpenRowMenu } from './row-menu.tsx'
import { type RowKey, rowKeyOf } from './shortcuts.ts'
import type { OutlineState } from './use-outline-view.ts'

interface Context {
  readonly course: Course
  readonly view: OutlineState
  readonly actions: OutlineActions
  readonly onDialog: (dialog: CourseDialog) => void
  readonly onMenu: (menu: OpenRowMenu) => void
}

/** Handlers that stay the same object while what they act on changes. */
export function useRowHandlers(context: Context): RowHandlers {
  const latest = useRef(context)
  useEffect(() => {
    latest.current = context
  })
  return useMemo(
    () => ({
      onStart: row => latest.current.actions.startEditing(row),
      onType: (row, title) => latest.current.actions.type(row, title),
      onEnd: () => latest.current.view.stopEditing(),
      onKeyDown: (event, row) => handleKey(latest.current, event, row),
      onMenu: (row, button) => openMenu(latest.current, row, button),
      onToggle: chapterId => latest.current.view.toggle(chapterId),
      onAddVideo: chapterId => latest.current.onDialog({ kind: 'add-video', chapterId }),
      onSelect: row => latest.current.view.select(withToggled(latest.current.view.selection, rowName(row))),
      onSelection: keys => latest.current.view.select(keys as ReadonlySet<string>),
      onFocus: row => latest.current.view.setFocused(row),
    }),
    [],
  )
}

function withToggled(selection: ReadonlySet<string>, key: string): ReadonlySet<string> {
  const next = new Set(selection)
  if (!next.delete(key)) next.add(key)
  return next
}

function openMenu({ course, onMenu }: Context, row: RowRef, button: HTMLElement): void {
  const entity = (row.kind === 'chapter' ? course.chapters : course.videos).get(row.id)
  const home = entity && 'place' in entity ? course.chapters.get(entity.place[0]) : undefined
  const isUnfiled = row.kind === 'video' && (home === undefined || home.deleted !== undefined)
  const hasFile = entity !== undefined && 'source' in entity && entity.source?.kind === 'upload'
  onMenu({ row, title: entity?.title ?? '', button, isUnfiled, hasFile })
}

/** Keys of a row; on its buttons only what cannot be meant for them. */
function handleKey(context: Context, event: KeyboardEvent<HTMLElement>, row: RowRef): void {
  const key = rowKeyOf(event)
  const isOnRow = event.target instanceof HTMLElement && event.target.dataset['row'] !== undefined
  if (!key || !(isOnRow || (event.key !== 'Enter' && key !== 'delete'))) return
  event.preventDefault()
  event.stopPropagation()
  act(context, key, row)
}

function act({ actions, view }: Context, key: RowKey, row: RowRef): void {
  // What is done to one of the selected rows is meant for all of them.
  const rows = view.selection.has(rowName(row)) ? view.selected : [row]
  switch (key) {
    case 'rename':
      return actions.startEditing(row)
    case 'delete':
      return actions.remove(rows)
    case 'duplicate':
      return actions.duplicate(rows)
    case 'move-up':
    case 'move-down':
      return actions.step(row, key === 'move-up' ? -1 : 1)
    case 'move-over-up':
    case 'move-over-down':
      return actions.stepOver(row, key === 'move-over-up' ? -1 : 1)
    default:
      return key satisfies never
  }
}
