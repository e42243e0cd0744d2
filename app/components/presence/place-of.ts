import type { Place } from '../../session/presence-state.ts'

/** Where in the outline an element stands: rows bear `data-row="<kind>:<id>"`. Undefined: elsewhere. */
export function placeOf(element: Element | null): Place | undefined {
  const row = element?.closest<HTMLElement>('[data-row]')?.dataset['row']
  const [, kind, id] = /^(chapter|video):(.+)$/.exec(row ?? '') ?? []
  if (kind === undefined || id === undefined) return undefined
  const isEditing = element instanceof HTMLInputElement && element.dataset['title'] !== undefined
  return { row: { kind: kind === 'chapter' ? 'chapter' : 'video', id }, isEditing }
}
