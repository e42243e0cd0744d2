import * as fc from 'fast-check'
import { expect, it } from 'vitest'
import { idSchema } from '../../course/command.ts'
import { newId, newOperationId, type RandomBytes } from '../../course/id.ts'
import { operationIdSchema } from '../../course/operation.ts'

const anyBytes = fc.infiniteStream(fc.nat({ max: 255 })).map(
  (stream): RandomBytes =>
    length =>
      Uint8Array.from({ length }, () => stream.next().value),
)

it('[C1] makes ids of 16 characters that the wire accepts and that never begin as object keys may not', () => {
  fc.assert(
    fc.property(anyBytes, randomBytes => {
      const id = newId(randomBytes)
      expect(id).toHaveLength(16)
      expect(id).not.toMatch(/^__/)
      expect(idSchema.parse(id)).toBe(id)
    }),
  )
})

it('[C1] takes other random bytes where an id would begin with two underscores', () => {
  const draws = [new Uint8Array(16).fill(63), new Uint8Array(16).fill(0)]
  expect(newId(() => draws.shift() ?? new Uint8Array(16))).toBe('AAAAAAAAAAAAAAAA')
})

it('[C1] has 95 bits of randomness in an id', () => {
  const characters = new Set(
    Array.from(
      { length: 256 },
      (_, byte) => newId(() => Uint8Array.from({ length: 16 }, (_, at) => (at > 0 ? byte : 0)))[1],
    ),
  )
  expect(16 * Math.log2(characters.size)).toBeGreaterThanOrEqual(95)
})

it('[C1] makes operationIds that are UUIDv7 and sort by their time', () => {
  const anyMs = fc.integer({ min: 0, max: 2 ** 47 })
  fc.assert(
    fc.property(anyBytes, anyMs, anyMs, (randomBytes, a, b) => {
      const [first, second] = [newOperationId(randomBytes, a), newOperationId(randomBytes, b)]
      expect(operationIdSchema.parse(first)).toBe(first)
      if (a < b) expect(first < second).toBe(true)
    }),
  )
})

it('[C1] does not take an operationId of another version or in capitals', () => {
  const id = newOperationId(length => new Uint8Array(length).fill(171), 1_763_870_000_000)
  expect(operationIdSchema.safeParse(id.toUpperCase()).success).toBe(false)
  expect(operationIdSchema.safeParse('9b2fdc1e-0c1a-4f5b-8a53-5f2cf2f7a3f0').success).toBe(false)
})
