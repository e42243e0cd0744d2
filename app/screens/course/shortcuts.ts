/** Which gesture a key press means. Pure, so that every key is tested without a screen. */
export type ScreenKey = 'save' | 'undo' | 'redo' | 'help'
export type RowKey =
  | 'rename'
  | 'move-up'
  | 'move-down'
  | 'move-over-up'
  | 'move-over-down'
  | 'delete'
  | 'previous'
  | 'next'
  | 'open'
  | 'close'

export interface KeyPress {
  readonly key: string
  readonly ctrlKey: boolean
  readonly metaKey: boolean
  readonly altKey: boolean
  readonly shiftKey: boolean
}

/** @param isInField the focus is in a text field, which has an undo of its own */
export function screenKeyOf(press: KeyPress, isInField: boolean): ScreenKey | undefined {
  const key = press.key.toLowerCase()
  const hasCommand = (press.ctrlKey || press.metaKey) && !press.altKey
  if (hasCommand && key === 's' && !press.shiftKey) return 'save'
  if (isInField) return undefined
  if (hasCommand && key === 'z') return press.shiftKey ? 'redo' : 'undo'
  if (press.ctrlKey && key === 'y' && !press.altKey) return 'redo'
  return press.key === '?' && !hasCommand ? 'help' : undefined
}

const plainKeys: Readonly<Record<string, RowKey>> = {
  F2: 'rename',
  Delete: 'delete',
  ArrowUp: 'previous',
  ArrowDown: 'next',
  ArrowRight: 'open',
  ArrowLeft: 'close',
}

export function rowKeyOf(press: KeyPress): RowKey | undefined {
  if (press.ctrlKey || press.metaKey) return undefined
  if (!press.altKey) return press.shiftKey ? undefined : plainKeys[press.key]
  if (press.key === 'ArrowUp') return press.shiftKey ? 'move-over-up' : 'move-up'
  if (press.key === 'ArrowDown') return press.shiftKey ? 'move-over-down' : 'move-down'
  return undefined
}
