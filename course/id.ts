/** Ids made by the author's device [C1]. Randomness and time are passed in. */
import { v7 } from 'uuid'

/** Fills with random bytes: `crypto.getRandomValues` in the app, a seeded source in tests. */
export type RandomBytes = (length: number) => Uint8Array

const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'

/** 16 characters, 96 bits: short, since ids are most of a document's size. Never begins with `__`, as keys may not. */
export function newId(randomBytes: RandomBytes): string {
  const id = Array.from(randomBytes(16), byte => alphabet[byte & 63]).join('')
  return id.startsWith('__') ? newId(randomBytes) : id
}

/** UUIDv7 (RFC 9562). @param now ms since 1970 */
export function newOperationId(randomBytes: RandomBytes, now: number): string {
  return v7({ msecs: now, random: randomBytes(16) })
}
