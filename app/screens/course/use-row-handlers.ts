import { type KeyboardEvent, useEffect, useMemo, useRef } from 'react'
import type { Course } from '../../../course/model.ts'
import type { CourseDialog } from './course-dialog.ts'
import type { OutlineActions } from './outline-actions.ts'
import type { RowRef } from './row.ts'
import { focusNeighbour } from './row-focus.ts'
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
    }),
    [],
  )
}

function openMenu({ course, onMenu }: Context, row: RowRef, button: HTMLElement): void {
  const entity = (row.kind === 'chapter' ? course.chapters : course.videos).get(row.id)
  const home = entity && 'place' in entity ? course.chapters.get(entity.place[0]) : undefined
  const isUnfiled = row.kind === 'video' && (home === undefined || home.deleted !== undefined)
  onMenu({ row, title: entity?.title ?? '', button, isUnfiled })
}

/** Keys of a row's own title; its open field and its menu keep theirs. */
function handleKey(context: Context, event: KeyboardEvent<HTMLElement>, row: RowRef): void {
  const { target, currentTarget } = event
  if (!(target instanceof HTMLElement) || !currentTarget.contains(target) || target instanceof HTMLInputElement) return
  const key = rowKeyOf(event)
  if (!key || !isForTitle(key, target)) return
  event.preventDefault()
  act(context, key, { row, title: target })
}

/** On the row's other buttons only what cannot be meant for them. */
function isForTitle(key: RowKey, target: HTMLElement): boolean {
  return target.dataset['title'] !== undefined || (key !== 'delete' && key !== 'previous' && key !== 'next')
}

function act({ actions, view }: Context, key: RowKey, { row, title }: { row: RowRef; title: HTMLElement }): void {
  switch (key) {
    case 'rename':
      return actions.startEditing(row)
    case 'delete':
      return actions.remove(row)
    case 'move-up':
    case 'move-down':
      return actions.step(row, key === 'move-up' ? -1 : 1)
    case 'move-over-up':
    case 'move-over-down':
      return actions.stepOver(row, key === 'move-over-up' ? -1 : 1)
    case 'previous':
    case 'next':
      return view.outline.current ? focusNeighbour(view.outline.current, title, key === 'next' ? 1 : -1) : undefined
    case 'open':
    case 'close':
      if (row.kind === 'chapter' && view.isExpanded(row.id) !== (key === 'open')) view.toggle(row.id)
      return
    default:
      return key satisfies never
  }
}
