import type { OutlineRow, OutlineRows } from './outline-rows.ts'
import type { Band } from './use-visible-band.ts'

/** So many are drawn whole: the browser's own search finds all of them. */
const drawnWhole = 100

/**
 * The rows to draw, in order: those in the band, and those that must stay whatever is scrolled: what is typed in, has the
 * focus, or is dragged.
 */
export function rowsToDraw(rows: OutlineRows, band: Band, kept: readonly unknown[]): OutlineRow[] {
  const isWhole = rows.size <= drawnWhole
  const first = isWhole ? 0 : (rows.atHeight(band.from)?.ordinal ?? 0)
  const last = isWhole ? rows.size - 1 : (rows.atHeight(band.to)?.ordinal ?? -1)
  const ordinals = new Set<number>()
  for (let ordinal = first; ordinal <= last; ordinal++) ordinals.add(ordinal)
  for (const key of kept) {
    const row = typeof key === 'string' ? rows.find(key) : undefined
    if (row) ordinals.add(row.ordinal)
  }
  return [...ordinals].sort((a, b) => a - b).flatMap(ordinal => rows.at(ordinal) ?? [])
}
