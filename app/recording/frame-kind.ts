import { isLecternError } from '../../course/errors.ts'
import { decodeFrame, type Frame } from '../../course/wire/frame.ts'

const maxEntries = 10_000

/** Undefined for bytes that are no message. */
export function readFrame(bytes: Uint8Array): Frame | undefined {
  try {
    return decodeFrame(bytes, maxEntries)
  } catch (error) {
    if (!isLecternError(error)) throw error
    return undefined
  }
}

export function frameKindOf(bytes: Uint8Array): Frame['kind'] | 'unreadable' {
  return readFrame(bytes)?.kind ?? 'unreadable'
}
