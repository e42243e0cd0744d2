import { useEffect, useEffectEvent } from 'react'
import { type ScreenKey, screenKeyOf } from './shortcuts.ts'

/** The keys that work anywhere on the course screen. In a text field, undo is the field's own. */
export function useScreenKeys(actions: Readonly<Record<ScreenKey, () => void>>): void {
  const onKeyDown = useEffectEvent((event: KeyboardEvent) => {
    const key = screenKeyOf(event, isTextField(event.target))
    if (!key) return
    event.preventDefault()
    actions[key]()
  })
  useEffect(() => {
    const listener = (event: KeyboardEvent) => onKeyDown(event)
    window.addEventListener('keydown', listener)
    return () => window.removeEventListener('keydown', listener)
  }, [])
}

function isTextField(target: EventTarget | null): boolean {
  return target instanceof HTMLInputElement || target instanceof HTMLTextAreaElement
}
