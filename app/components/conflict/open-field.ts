/** The title that is being typed, wherever it stands: found by the focus, so that it need not be drawn for it. */
import { useEffect, useState } from 'react'
import type { PresentRow } from '../../session/presence-state.ts'
import { followFocus } from '../presence/follow-focus.ts'
import { placeOf } from '../presence/place-of.ts'

export interface OpenField {
  readonly input: HTMLInputElement
  /** Missing for the course's own title. */
  readonly row?: PresentRow
}

export function useOpenField(): OpenField | undefined {
  const [field, setField] = useState<OpenField>()
  useEffect(() => followFocus(focused => setField(before => openFieldAt(focused, before))), [])
  return field
}

function openFieldAt(element: Element | null, before: OpenField | undefined): OpenField | undefined {
  if (!(element instanceof HTMLInputElement) || element.dataset['title'] === undefined) return undefined
  if (before?.input === element) return before
  const place = placeOf(element)
  return { input: element, ...(place && { row: place.row }) }
}
