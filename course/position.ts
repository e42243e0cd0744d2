/** Order as fractional indices: strings compared by code unit, ties broken by id [C2]. */
import { generateNKeysBetween } from 'fractional-indexing'

interface Positioned {
  readonly id: string
  readonly position: string
}

/** By code unit, never by locale: every author sees the same order. */
function compareStrings(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}

export function comparePositions(a: Positioned, b: Positioned): number {
  return compareStrings(a.position, b.position) || compareStrings(a.id, b.id)
}

/**
 * `count` new positions after `before` and before `after` (`null`: no neighbour on that side). Neighbours that are
 * equal, out of order or not made by us never throw: the new positions then follow `before` as closely as possible.
 */
export function positionsBetween(before: string | null, after: string | null, count: number): string[] {
  const ordered = before === null || after === null || before < after
  return (
    generateOrNothing(before, ordered ? after : `${before}V`, count) ??
    generateOrNothing(before, null, count) ??
    appendTo(before ?? '', count)
  )
}

export function positionBetween(before: string | null, after: string | null): string {
  return positionsBetween(before, after, 1)[0] ?? ''
}

function generateOrNothing(before: string | null, after: string | null, count: number): string[] | undefined {
  try {
    return generateNKeysBetween(before, after, count)
  } catch {
    // The only failure of a pure function of strings: a neighbour that is no fractional index. The caller falls back.
    return undefined
  }
}

/** For a neighbour that a foreign client made up: any longer string sorts after it. */
function appendTo(position: string, count: number): string[] {
  return generateNKeysBetween(null, null, count).map(key => `${position}${key}`)
}
