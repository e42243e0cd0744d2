/** Choices of a seeded source. */
import { type Random, seededRandom } from '../crash/random.ts'

export interface Chance extends Random {
  readonly pick: <const Items extends readonly [unknown, ...unknown[]]>(items: Items) => Items[number]
  /** One of what may be nothing. */
  readonly pickAny: <Item>(items: readonly Item[]) => Item | undefined
  /** True once in `times`. */
  readonly oneIn: (times: number) => boolean
}

export function chanceOf(seed: number): Chance {
  const random = seededRandom(seed)
  return {
    ...random,
    pick: items => items[random.below(items.length)] ?? items[0],
    pickAny: items => items[random.below(items.length)],
    oneIn: times => random.below(times) === 0,
  }
}
