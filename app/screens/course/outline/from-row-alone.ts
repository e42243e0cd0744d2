import type { DOMAttributes, KeyboardEvent } from 'react'

type Handler = (event: KeyboardEvent) => void
const keyHandlers = ['onKeyDown', 'onKeyDownCapture', 'onKeyUp', 'onKeyUpCapture'] as const

/**
 * The props with key handlers that leave alone what is typed into a field or pressed on a button inside: React Aria's own
 * stop such events, and what is heard by the window, as Ctrl+S, would not work there.
 */
export function fromRowAlone<Props extends DOMAttributes<Element>>(props: Props): Props {
  const own: Partial<Record<(typeof keyHandlers)[number], Handler>> = {}
  for (const name of keyHandlers) {
    const handler = props[name] as Handler | undefined
    if (handler) own[name] = event => isForRow(event) && handler(event)
  }
  return { ...props, ...own }
}

/** Tab leaves the row's parts, and the tree as a whole. */
function isForRow({ target, currentTarget, key }: KeyboardEvent): boolean {
  return (
    key === 'Tab' || target === currentTarget || (target instanceof Element && target.getAttribute('role') === 'row')
  )
}

/** Text is typed into it. */
export function isField(target: EventTarget): boolean {
  return target instanceof HTMLInputElement && target.type !== 'checkbox'
}
