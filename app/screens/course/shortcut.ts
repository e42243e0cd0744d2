/**
 * Key combinations as they are written beside an action: `Mod+Shift+Z`, `?`, `F2`. `Mod` is ⌘ on a Mac and Ctrl elsewhere;
 * both are understood everywhere. Pure, so that every key is tested without a screen.
 */
import type { KeyPress } from './shortcuts.ts'

const modifiers = ['Mod', 'Ctrl', 'Alt', 'Shift'] as const

export function isPressed(press: KeyPress, shortcut: string): boolean {
  const parts = shortcut.split('+')
  const key = parts.at(-1) ?? ''
  const has = (modifier: (typeof modifiers)[number]) => parts.includes(modifier)
  const hasCommand = has('Mod') ? press.ctrlKey || press.metaKey : press.ctrlKey === has('Ctrl') && !press.metaKey
  // Which of the keys of a sign, as of ?, needs Shift is the keyboard's own affair.
  const isSign = key.length === 1 && key.toLowerCase() === key.toUpperCase()
  const hasShift = isSign || press.shiftKey === has('Shift')
  return hasCommand && hasShift && press.altKey === has('Alt') && press.key.toLowerCase() === key.toLowerCase()
}

type KeyNames = Readonly<Record<string, string>>
const everywhere: KeyNames = { ArrowUp: '↑', ArrowDown: '↓', ArrowLeft: '←', ArrowRight: '→', Escape: 'Esc' }
const elsewhere: KeyNames = { ...everywhere, Mod: 'Ctrl', Delete: 'Del' }
const onMac: KeyNames = { ...everywhere, Mod: '⌘', Ctrl: '⌃', Alt: '⌥', Shift: '⇧', Delete: '⌦' }

/** As this author's keyboard is labelled. */
export function shortcutLabel(shortcut: string, isMac: boolean): string {
  const parts = shortcut.split('+').map(part => (isMac ? onMac : elsewhere)[part] ?? part)
  return parts.join(isMac ? '' : '+')
}

/** Whether the command key is ⌘. */
export function isMacKeyboard({ platform }: Pick<Navigator, 'platform'>): boolean {
  return /^(Mac|iP)/.test(platform)
}
