/** Sizes as people write them: `500MB`, `1.5 GB`, `2GiB`, or a plain number of bytes. */
const factors: Readonly<Record<string, number>> = { '': 1, k: 1024, m: 1024 ** 2, g: 1024 ** 3, t: 1024 ** 4 }

/** A unit means 1,024 of the one below it, however it is spelt. Undefined: no size, or none of at least a byte. */
export function readByteSize(text: string): number | undefined {
  const [, amount = '', unit = ''] = /^(\d{1,15}(?:\.\d{1,3})?)\s*([kmgt]?)(?:i?b)?$/i.exec(text.trim()) ?? []
  const bytes = Math.floor(Number(amount) * (factors[unit.toLowerCase()] ?? 1))
  return bytes >= 1 && Number.isSafeInteger(bytes) ? bytes : undefined
}
