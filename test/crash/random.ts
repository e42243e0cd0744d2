/** A seeded source: what decides when a server dies. */

export interface Random {
  /** A whole number from 0 up to but not including `end`. */
  readonly below: (end: number) => number
  readonly bytes: (length: number) => Uint8Array
}

/** Mulberry32, by Tommy Ettinger (public domain). */
export function seededRandom(seed: number): Random {
  let state = seed >>> 0
  const fraction = () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
  const below = (end: number) => Math.floor(fraction() * end)
  return { below, bytes: length => Uint8Array.from({ length }, () => below(256)) }
}
