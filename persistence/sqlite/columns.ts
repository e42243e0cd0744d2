/** The checked boundary between SQL values and ours. */
import type { SQLOutputValue } from 'node:sqlite'

type Value = SQLOutputValue | undefined

export function integerOf(value: Value): number {
  if (typeof value !== 'number') throw new TypeError(`a number was expected, not ${typeof value}`)
  return value
}

export function textOf(value: Value): string {
  if (typeof value !== 'string') throw new TypeError(`a text was expected, not ${typeof value}`)
  return value
}

export function bytesOf(value: Value): Uint8Array<ArrayBuffer> {
  if (!(value instanceof Uint8Array && value.buffer instanceof ArrayBuffer)) {
    throw new TypeError(`bytes were expected, not ${typeof value}`)
  }
  return new Uint8Array(value.buffer, value.byteOffset, value.byteLength)
}
