/** Which gesture a key press on a row means. Pure, so that every key is tested without a screen. */
export type RowKey = 'rename' | 'duplicate' | 'move-up' | 'move-down' | 'move-over-up' | 'move-over-down' | 'delete'

export interface KeyPress {
  readonly key: string
  readonly ctrlKey: boolean
  readonly metaKey: boolean
  readonly altKey: boolean
  readonly shiftKey: boolean
}

const plainKeys: Readonly<Record<string, RowKey>> = {
  F2: 'rename',
  Enter: 'rename',
  Delete: 'delete',
}

/** The arrows, Home, End, Space and letters are the tree's own. */
export function rowKeyOf(press: KeyPress): RowKey | undefined {
  if (press.ctrlKey || press.metaKey) return isPlainLetter(press, 'd') ? 'duplicate' : undefined
  if (!press.altKey) return press.shiftKey ? undefined : plainKeys[press.key]
  if (press.key === 'ArrowUp') return press.shiftKey ? 'move-over-up' : 'move-up'
  if (press.key === 'ArrowDown') return press.shiftKey ? 'move-over-down' : 'move-down'
  return undefined
}

function isPlainLetter({ key, altKey, shiftKey }: KeyPress, letter: string): boolean {
  return key.toLowerCase() === letter && !altKey && !shiftKey
}
