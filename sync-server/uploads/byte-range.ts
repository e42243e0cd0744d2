/** `Range` of one byte range (RFC 9110, 14.2). Several at once are answered whole, which the RFC allows. */
import type { ByteRange } from '../../persistence/media-store.ts'

export type RangeAnswer = { readonly kind: 'whole' } | { readonly kind: 'unsatisfiable' } | PartialAnswer
interface PartialAnswer extends ByteRange {
  readonly kind: 'partial'
}

export function readRange(header: string | undefined, sizeBytes: number): RangeAnswer {
  const match = /^bytes=(\d{0,15})-(\d{0,15})$/.exec(header?.trim() ?? '')
  if (!match || (match[1] === '' && match[2] === '')) return { kind: 'whole' }
  const [, first = '', last = ''] = match
  if (first === '') return partial(Math.max(0, sizeBytes - Number(last)), sizeBytes, sizeBytes)
  const end = last === '' ? sizeBytes : Math.min(sizeBytes, Number(last) + 1)
  // A last byte before the first makes the header invalid: as if it were not there.
  if (last !== '' && Number(last) < Number(first)) return { kind: 'whole' }
  return partial(Number(first), end, sizeBytes)
}

function partial(start: number, end: number, sizeBytes: number): RangeAnswer {
  return start >= sizeBytes || start >= end ? { kind: 'unsatisfiable' } : { kind: 'partial', start, end }
}
