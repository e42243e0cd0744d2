import * as fc from 'fast-check'
import { expect, it } from 'vitest'
import { comparePositions, positionBetween, positionsBetween } from '../../course/position.ts'

/** Positions as we make them: by inserting at random places of a growing list. */
const ownPositions = fc.array(fc.nat(), { minLength: 2, maxLength: 60, size: 'max' }).map(choices => {
  const positions: string[] = []
  for (const choice of choices) {
    const index = choice % (positions.length + 1)
    positions.splice(index, 0, positionBetween(positions[index - 1] ?? null, positions[index] ?? null))
  }
  return positions
})

const neighbour = fc.option(
  fc.oneof(
    fc.constantFrom(
      '',
      ' ',
      'a',
      'a0',
      'a00',
      'a0~',
      'a0ž',
      'a1',
      'zz',
      '0',
      '~',
      'A00000000000000000000000000',
      '__proto__',
    ),
    fc.string({ unit: 'grapheme', maxLength: 12 }),
    ownPositions.map(positions => positions[0] ?? 'a0'),
  ),
  { nil: null },
)

function expectAscending(positions: readonly string[]): void {
  const sorted = [...new Set(positions)].sort((a, b) => (a < b ? -1 : 1))
  expect(positions).toEqual(sorted)
}

it('[C2] finds places between equal, inverted, empty and foreign neighbours without throwing', () => {
  fc.assert(
    fc.property(neighbour, neighbour, fc.integer({ min: 1, max: 20 }), (before, after, count) => {
      const positions = positionsBetween(before, after, count)
      expect(positions).toHaveLength(count)
      expectAscending(before === null ? positions : [before, ...positions])
    }),
    { numRuns: 2000 },
  )
})

it('[C2] puts new places between the two neighbours wherever both were made by an author', () => {
  fc.assert(
    fc.property(ownPositions, fc.nat(), fc.integer({ min: 1, max: 20 }), (positions, choice, count) => {
      const index = choice % (positions.length + 1)
      expectAscending(
        positions.toSpliced(
          index,
          0,
          ...positionsBetween(positions[index - 1] ?? null, positions[index] ?? null, count),
        ),
      )
    }),
    { numRuns: 500 },
  )
})

it('[C2] inserts between two that two authors put in the same place', () => {
  const position = positionBetween('a1', 'a1')
  expect(position > 'a1').toBe(true)
  expect(position < 'a2').toBe(true)
  expect(positionBetween('a1', position) > 'a1').toBe(true)
})

it('[C2] orders by code unit and then by id: never by language, and no two are equal', () => {
  const entities = ['a0', 'Zz', 'aB', 'ab'].flatMap(position => ['v2', 'v1', 'V3'].map(id => ({ id, position })))
  const sorted = entities.sort(comparePositions).map(({ id, position }) => `${position} ${id}`)
  expect(sorted.slice(0, 4)).toEqual(['Zz V3', 'Zz v1', 'Zz v2', 'a0 V3'])
  expect(sorted.slice(6, 12)).toEqual(['aB V3', 'aB v1', 'aB v2', 'ab V3', 'ab v1', 'ab v2'])
})
