import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import * as Y from 'yjs'
import { type DeleteRange, DeleteRanges, readDeleteSet, updateOfDeletes } from '../../sync-server/gate/delete-ranges.ts'

const anyRange = fc
  .record({ clientId: fc.nat(2), start: fc.nat(30), length: fc.integer({ min: 1, max: 12 }) })
  .map(({ clientId, start, length }): DeleteRange => ({ clientId, start, end: start + length }))
const anyRanges = fc.array(anyRange, { maxLength: 40 })

function rangesOf(ranges: readonly DeleteRange[]): DeleteRanges {
  const result = new DeleteRanges()
  result.addAll(ranges)
  return result
}

/** Each deleted clock by itself. */
function clocksOf(ranges: readonly DeleteRange[]): Set<string> {
  return new Set(
    ranges.flatMap(({ clientId, start, end }) =>
      Array.from({ length: end - start }, (_, index) => `${clientId}/${start + index}`),
    ),
  )
}

describe('Delete ranges', () => {
  it('[A2] cover exactly the clocks that were added', () => {
    fc.assert(
      fc.property(anyRanges, anyRange, (added, asked) => {
        const clocks = clocksOf(added)
        expect(rangesOf(added).covers(asked)).toBe([...clocksOf([asked])].every(clock => clocks.has(clock)))
      }),
    )
  })

  it('[P1] are encoded sorted, disjoint and whole, and read back the same', () => {
    fc.assert(
      fc.property(anyRanges, added => {
        const ranges = rangesOf(added)
        const read = readDeleteSet(ranges.encode())
        expect(clocksOf(read)).toEqual(clocksOf(added))
        expect(ranges.size).toBe(read.length)
        for (const [index, { clientId, start }] of read.entries()) {
          const previous = read[index - 1]
          if (previous?.clientId === clientId) expect(start).toBeGreaterThan(previous.end)
        }
      }),
    )
  })

  it('[A2] are the same, added one by one, in parts and at once', () => {
    fc.assert(
      fc.property(anyRanges, fc.nat(40), (added, cut) => {
        const [oneByOne, inParts] = [new DeleteRanges(), rangesOf(added.slice(0, cut))]
        for (const range of added) oneByOne.addAll([range])
        inParts.addAll(added.slice(cut))
        expect(oneByOne.encode()).toEqual(rangesOf(added).encode())
        expect(inParts.encode()).toEqual(rangesOf(added).encode())
      }),
    )
  })

  it('[C8] as an update delete in a Yjs document what they name', () => {
    const doc = new Y.Doc()
    doc.clientID = 1
    for (const key of ['a', 'b', 'c', 'd']) doc.getMap('course').set(key, key)
    const update = updateOfDeletes(
      rangesOf([
        { clientId: 1, start: 1, end: 2 },
        { clientId: 1, start: 3, end: 4 },
      ]).encode(),
    )
    Y.applyUpdate(doc, update)
    expect(doc.getMap('course').toJSON()).toEqual({ a: 'a', c: 'c' })
  })
})
