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

/** Total: no two entities compare as equal, whatever their positions. */
export function comparePositions(a: Positioned, b: Positioned): number {
  return compareStrings(a.position, b.position) || compareStrings(a.id, b.id)
}

/**
 * `count` new positions after `before` and before `after` (`null`: no neighbour on that side). Neighbours that are
 * equal, out of order or not made by us never throw: the new positions then follow `before` as closely as possible.
 */
export function positionsBetween(before: string | null, after: string | null, count: number): string[] {
  const isOrdered = before === null || after === null || before < after
  return (
    generate(before, isOrdered ? after : `${before}V`, count) ??
    generate(before, null, count) ??
    appendTo(before ?? '', count)
  )
}

export function positionBetween(before: string | null, after: string | null): string {
  return positionsBetween(before, after, 1)[0] ?? ''
}

/** Undefined where a neighbour is no fractional index: the generator then throws, or makes what does not lie between. */
function generate(before: string | null, after: string | null, count: number): string[] | undefined {
  try {
    const positions = generateNKeysBetween(before, after, count)
    return isAscending([before, ...positions, after].filter(position => position !== null)) ? positions : undefined
  } catch {
    // The only failure of a pure function of strings: the neighbours. The caller falls back.
    return undefined
  }
}

function isAscending(positions: readonly string[]): boolean {
  return positions.every((position, index) => index === 0 || (positions[index - 1] ?? '') < position)
}

/** For a neighbour that a foreign client made up: any longer string sorts after it. */
function appendTo(position: string, count: number): string[] {
  return generateNKeysBetween(null, null, count).map(key => `${position}${key}`)
}
