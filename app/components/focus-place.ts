/** What is pressed often goes away with the press. The focus would fall to the page as a whole, where no key does anything. */
import { type FocusEvent, type RefObject, useLayoutEffect, useRef } from 'react'

/** The page's content, where nothing else has the focus. */
export function focusContentIfLost(): void {
  if (isLost()) document.getElementById('content')?.focus({ preventScroll: true })
}

/** Of what had the focus: counted, as it may be gone by the time it is asked for. */
interface Place {
  readonly element: HTMLElement
  readonly line: Element | undefined
  readonly lineIndex: number
  readonly index: number
}

interface FocusPlace<Container extends HTMLElement> {
  readonly ref: RefObject<Container | null>
  readonly onFocus: (event: FocusEvent<HTMLElement>) => void
  readonly onBlur: (event: FocusEvent<HTMLElement>) => void
}

/**
 * Gives the focus to what takes the place of what had it: in its line, else in the line that moves up; with no line left to
 * the first button around them, or what stands around that. To be spread on an element that the caller draws.
 *
 * @param lines selects the lines in it
 */
export function useFocusPlace<Container extends HTMLElement>(lines = 'li'): FocusPlace<Container> {
  const ref = useRef<Container>(null)
  const place = useRef<Place>(undefined)
  useLayoutEffect(() => {
    const { current: held } = place
    if (!held) return
    const isHeld = ref.current?.contains(held.element)
    place.current = isHeld ? placeOf(held.element, ref.current, lines) : undefined
    if (!isHeld && isLost()) focusFirst(heirs(held, ref.current, lines))
  })
  return {
    ref,
    onFocus: ({ target }) => {
      place.current = placeOf(target, ref.current, lines)
    },
    onBlur: ({ target }) => {
      // Still there: it is the window that was left.
      if (document.activeElement !== target) place.current = undefined
    },
  }
}

function placeOf(element: HTMLElement, container: HTMLElement | null, lines: string): Place | undefined {
  // Of a menu or dialog that was opened here: its events come through React too.
  if (!container?.contains(element)) return undefined
  const all = linesIn(container, lines)
  const lineIndex = all.findIndex(each => each.contains(element))
  const line = all[lineIndex]
  return { element, line, lineIndex, index: line ? pressablesIn(line).indexOf(element) : 0 }
}

/** Who may get the focus, the nearest first. */
function heirs(held: Place, container: HTMLElement | null, lines: string): (HTMLElement | null | undefined)[] {
  if (!container) return []
  const all = linesIn(container, lines)
  const next = all[Math.min(held.lineIndex, all.length - 1)]
  const inLines = [held.line, next].map(line => line?.isConnected && nth(pressablesIn(line), held.index))
  const around = [...pressablesIn(container).slice(0, 1), container, container.closest<HTMLElement>('[role=dialog]')]
  return [...inLines.map(each => each || undefined), ...around]
}

function focusFirst(candidates: readonly (HTMLElement | null | undefined)[]): void {
  for (const candidate of candidates) {
    candidate?.focus()
    if (!isLost()) return
  }
  focusContentIfLost()
}

function linesIn(container: Element, lines: string): Element[] {
  return [...container.querySelectorAll(lines)].filter(line => pressablesIn(line).length > 0)
}

function pressablesIn(element: Element): HTMLElement[] {
  return [...element.querySelectorAll<HTMLElement>('summary, button, select, a[href]')]
}

function nth(elements: readonly HTMLElement[], index: number): HTMLElement | undefined {
  return elements[Math.max(0, Math.min(index, elements.length - 1))]
}

function isLost(): boolean {
  return document.activeElement === null || document.activeElement === document.body
}
