import { useEffect, useEffectEvent } from 'react'
import { isDialogOpen } from '../../components/dialog/open-dialog.ts'
import { type ActionContext, type CourseAction, isRefused } from './course-action.ts'
import { courseActions } from './course-actions.ts'
import { isPressed } from './shortcut.ts'
import type { KeyPress } from './shortcuts.ts'

/** The keys that work anywhere on the course screen. In a text field, undo is the field's own. */
export function useActionKeys(context: ActionContext): void {
  const onKeyDown = useEffectEvent((event: KeyboardEvent) => {
    const action = actionOf(event, isTextField(event.target))
    if (!action) return
    event.preventDefault()
    if (isDialogOpen() && !action.isForDialogs) return
    if (isRefused(action, context)) context.tellViewOnly?.()
    else if (action.isEnabled?.(context) ?? true) action.run(context)
  })
  useEffect(() => {
    const listener = (event: KeyboardEvent) => onKeyDown(event)
    window.addEventListener('keydown', listener)
    return () => window.removeEventListener('keydown', listener)
  }, [])
}

/** @param isInField the focus is in a text field, which has an undo of its own */
export function actionOf(press: KeyPress, isInField: boolean): CourseAction | undefined {
  const isMeant = ({ shortcuts = [], isForFields = false }: CourseAction) =>
    (isForFields || !isInField) && shortcuts.some(shortcut => isPressed(press, shortcut))
  return courseActions.find(isMeant)
}

function isTextField(target: EventTarget | null): boolean {
  return target instanceof HTMLInputElement || target instanceof HTMLTextAreaElement
}
