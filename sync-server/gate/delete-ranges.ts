/** Delete sets as sorted, disjoint ranges by client, in Yjs's V1 encoding on disk and on the wire. */
import * as decoding from 'lib0/decoding'
import * as encoding from 'lib0/encoding'

export interface DeleteRange {
  readonly clientId: number
  readonly start: number
  /** Exclusive. */
  readonly end: number
}

/** What is deleted in a document. Grows only. */
export class DeleteRanges {
  /** By client: start and end of each range, ascending, flat. */
  readonly #byClient = new Map<number, number[]>()

  get size(): number {
    let count = 0
    for (const ranges of this.#byClient.values()) count += ranges.length / 2
    return count
  }

  covers({ clientId, start, end }: DeleteRange): boolean {
    const ranges = this.#byClient.get(clientId)
    if (!ranges) return false
    const at = lastStartingAtOrBefore(ranges, start)
    return at >= 0 && (ranges[at + 1] ?? 0) >= end
  }

  /** In no order. Takes time in proportion to what it has and what is added, however that is ordered. */
  addAll(added: readonly DeleteRange[]): void {
    if (added.length <= few) {
      for (const range of added) this.#add(range)
      return
    }
    for (const [clientId, own] of Map.groupBy(added, range => range.clientId)) {
      own.sort((a, b) => a.start - b.start)
      const flat = own.flatMap(({ start, end }) => [start, end])
      this.#byClient.set(clientId, united(this.#byClient.get(clientId) ?? [], flat))
    }
  }

  #add({ clientId, start, end }: DeleteRange): void {
    const ranges = this.#byClient.get(clientId)
    if (!ranges) {
      this.#byClient.set(clientId, [start, end])
      return
    }
    let from = lastStartingAtOrBefore(ranges, start)
    if (from < 0 || (ranges[from + 1] ?? 0) < start) from += 2
    let to = Math.max(from, 0)
    let merged = [start, end] as const
    while (to < ranges.length && (ranges[to] ?? 0) <= end) {
      merged = [Math.min(merged[0], ranges[to] ?? start), Math.max(merged[1], ranges[to + 1] ?? end)]
      to += 2
    }
    ranges.splice(Math.max(from, 0), to - Math.max(from, 0), ...merged)
  }

  encode(): Uint8Array<ArrayBuffer> {
    const encoder = encoding.createEncoder()
    encoding.writeVarUint(encoder, this.#byClient.size)
    for (const [clientId, ranges] of this.#byClient) {
      encoding.writeVarUint(encoder, clientId)
      encoding.writeVarUint(encoder, ranges.length / 2)
      for (let i = 0; i < ranges.length; i += 2) {
        const start = ranges[i] ?? 0
        encoding.writeVarUint(encoder, start)
        encoding.writeVarUint(encoder, (ranges[i + 1] ?? start) - start)
      }
    }
    return encoding.toUint8Array(encoder)
  }
}

/** Above so many, one pass over all takes less than finding the place of each. */
const few = 8

/** Of starts and ends, both ascending by start. */
function united(one: readonly number[], other: readonly number[]): number[] {
  const all: number[] = []
  for (let i = 0, k = 0; i < one.length || k < other.length; ) {
    const isFromOne = (one[i] ?? Number.POSITIVE_INFINITY) <= (other[k] ?? Number.POSITIVE_INFINITY)
    const start = (isFromOne ? one[i] : other[k]) ?? 0
    const end = (isFromOne ? one[i + 1] : other[k + 1]) ?? start
    if (isFromOne) i += 2
    else k += 2
    const last = all.at(-1)
    if (last === undefined || start > last) all.push(start, end)
    else all[all.length - 1] = Math.max(last, end)
  }
  return all
}

/** Index of the last range that starts at or before `clock`, or -2 where there is none. */
function lastStartingAtOrBefore(ranges: readonly number[], clock: number): number {
  let low = 0
  let high = ranges.length / 2
  while (low < high) {
    const middle = (low + high) >> 1
    if ((ranges[middle * 2] ?? 0) <= clock) low = middle + 1
    else high = middle
  }
  return (low - 1) * 2
}

export function readDeleteSet(bytes: Uint8Array): DeleteRange[] {
  const decoder = decoding.createDecoder(bytes)
  const found: DeleteRange[] = []
  for (let clients = decoding.readVarUint(decoder); clients > 0; clients--) {
    const clientId = decoding.readVarUint(decoder)
    for (let count = decoding.readVarUint(decoder); count > 0; count--) {
      const start = decoding.readVarUint(decoder)
      found.push({ clientId, start, end: start + decoding.readVarUint(decoder) })
    }
  }
  return found
}

/** An update with no structs: only these deletions. */
export function updateOfDeletes(deleteSet: Uint8Array): Uint8Array<ArrayBuffer> {
  const update = new Uint8Array(deleteSet.length + 1)
  update.set(deleteSet, 1)
  return update
}
