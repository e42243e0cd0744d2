/** What a document may hold as a value, looked at before anything else reads it: Yjs's encoding knows more than JSON. */

/** An operation's record, the deepest value there is, has seven levels. */
const maxDepth = 16

/**
 * No bytes, no big numbers, nothing endlessly deep; and no inherited fields: decoding sets the prototype of an object
 * that has a key `__proto__`. A schema is no such check: reading bytes by one can throw.
 */
export function isJsonValue(value: unknown, depth = 0): boolean {
  if (typeof value !== 'object') return typeof value !== 'bigint' && typeof value !== 'undefined'
  if (value === null) return true
  if (depth === maxDepth) return false
  const prototype: unknown = Object.getPrototypeOf(value)
  if (prototype !== Object.prototype && prototype !== Array.prototype) return false
  return Object.values(value).every(part => isJsonValue(part, depth + 1))
}
