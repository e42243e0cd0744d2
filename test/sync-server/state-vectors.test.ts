import { describe, expect, it } from 'vitest'
import * as Y from 'yjs'
import { LecternError } from '../../course/errors.ts'
import { readStateVector } from '../../sync-server/gate/read-state-vector.ts'

const course = new Map([
  [1, 10],
  [2, 20],
])

function encoded(clocks: readonly (readonly [client: number, clock: number])[]): Uint8Array {
  return Y.encodeStateVector(new Map(clocks))
}

describe('A state vector', () => {
  it('[A3] says what a client has of those who have written in the course', () => {
    expect(readStateVector(encoded([[1, 7]]), course)).toEqual(new Map([[1, 7]]))
    expect(readStateVector(encoded([]), course)).toEqual(new Map())
  })

  it('[P4] takes no memory for clients that the course does not know', () => {
    const strangers = Array.from({ length: 10_000 }, (_, index) => [index + 100, 1] as const)
    expect(readStateVector(encoded([...strangers, [2, 20]]), course)).toEqual(new Map([[2, 20]]))
  })

  it.each([
    ['ends early', new Uint8Array([5, 1])],
    ['names more clients than it has bytes', new Uint8Array([255, 255, 255, 127, 1, 1])],
    ['has no bytes', new Uint8Array()],
  ])('[P4] is refused where it %s', (_, bytes) => {
    expect(() => readStateVector(bytes, course)).toThrow(LecternError)
  })
})
