import { useEffect, useEffectEvent } from 'react'
import type { ActionContext } from './course-action.ts'

/** Lines that are pasted while a row of the outline has the focus are a list; in a field they are the field's own. */
export function useOutlinePaste({ view, onDialog, tellViewOnly }: ActionContext): void {
  const onPaste = useEffectEvent((event: ClipboardEvent) => {
    const { target, clipboardData } = event
    if (!(target instanceof Element) || !view.outline.current?.contains(target) || isField(target)) return
    const text = clipboardData?.getData('text/plain') ?? ''
    if (!/[\n\r]/.test(text.trim())) return
    event.preventDefault()
    if (tellViewOnly) tellViewOnly()
    else onDialog({ kind: 'paste-list', text })
  })
  useEffect(() => {
    const listener = (event: ClipboardEvent) => onPaste(event)
    window.addEventListener('paste', listener)
    return () => window.removeEventListener('paste', listener)
  }, [])
}

function isField(target: Element): boolean {
  return target.matches('input, textarea, [contenteditable]')
}
