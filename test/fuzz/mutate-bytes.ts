/** Bytes bent without knowing what they mean. */
import * as encoding from 'lib0/encoding'
import type { Chance } from './chance.ts'

type Bend = (bytes: Uint8Array, chance: Chance, others: readonly Uint8Array[]) => Uint8Array

const telling = [0, 1, 2, 0x20, 0x7b, 0x7f, 0x80, 0xc0, 0xff] as const
const telltaleNumbers = [0, 1, 127, 128, 2 ** 14, 2 ** 31 - 1, 2 ** 31, 2 ** 32, 2 ** 40, 2 ** 53 - 1] as const

/** A varUint that means trouble where a length or a clock is expected. */
export function telltaleNumber(chance: Chance): number {
  return chance.pick(telltaleNumbers)
}

function joined(...parts: readonly Uint8Array[]): Uint8Array {
  return new Uint8Array(Buffer.concat(parts))
}

function varUint(value: number): Uint8Array {
  const encoder = encoding.createEncoder()
  encoding.writeVarUint(encoder, value)
  return encoding.toUint8Array(encoder)
}

const changeAt = (bytes: Uint8Array, at: number, change: (byte: number) => number): Uint8Array =>
  bytes.map((byte, index) => (index === at ? change(byte) : byte))

const bends: readonly [Bend, ...Bend[]] = [
  (bytes, chance) => changeAt(bytes, chance.below(bytes.length), byte => byte ^ (1 << chance.below(8))),
  (bytes, chance) => changeAt(bytes, chance.below(bytes.length), () => chance.below(256)),
  (bytes, chance) => changeAt(bytes, chance.below(bytes.length), () => chance.pick(telling)),
  (bytes, chance) => bytes.slice(0, chance.below(bytes.length + 1)),
  (bytes, chance) => joined(bytes, chance.bytes(1 + chance.below(8))),
  // A number of any size where a small one stood.
  (bytes, chance) => {
    const at = chance.below(bytes.length)
    return joined(bytes.subarray(0, at), varUint(telltaleNumber(chance)), bytes.subarray(at + 1))
  },
  // Cut out, said twice, moved.
  (bytes, chance) => {
    const [from, to] = rangeIn(bytes, chance)
    return joined(bytes.subarray(0, from), bytes.subarray(to))
  },
  (bytes, chance) => {
    const [from, to] = rangeIn(bytes, chance)
    return joined(bytes.subarray(0, to), bytes.subarray(from))
  },
  (bytes, chance) => {
    const [from, to] = rangeIn(bytes, chance)
    return joined(bytes.subarray(from, to), bytes.subarray(0, from), bytes.subarray(to))
  },
  // A part of another one.
  (bytes, chance, others) => {
    const other = chance.pickAny(others) ?? bytes
    const [from, to] = rangeIn(other, chance)
    const at = chance.below(bytes.length + 1)
    return joined(bytes.subarray(0, at), other.subarray(from, to), bytes.subarray(at + chance.below(to - from + 1)))
  },
  (bytes, chance) => joined(bytes.subarray(0, chance.below(bytes.length)), new Uint8Array(9).fill(0xff)),
]

function rangeIn(bytes: Uint8Array, chance: Chance): [from: number, to: number] {
  const from = chance.below(bytes.length + 1)
  const length = chance.below(Math.min(bytes.length - from, 64) + 1)
  return [from, from + length]
}

/** @param others of the same kind, to splice with */
export function bendBytes(
  bytes: Uint8Array,
  chance: Chance,
  others: readonly Uint8Array[] = [],
): Uint8Array<ArrayBuffer> {
  let bent = bytes
  for (let count = 1 + chance.below(4); count > 0; count--) {
    bent = bent.length === 0 ? chance.bytes(4) : chance.pick(bends)(bent, chance, others)
  }
  return new Uint8Array(bent)
}
