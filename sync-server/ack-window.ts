/** The fates a device is told, as they stand in a frame: those of the newest commit in full, the last 32 in short [A6]. */
import { ackWindowSize } from '../course/wire/ack.ts'
import type { StoredOperation } from '../persistence/ledger.ts'
import { type Fates, type Pair, type ShortPair, shortPair } from './ack.ts'

const [opening, closing] = [Buffer.from('{'), Buffer.from('}')]
export const noAcks: readonly Uint8Array[] = [opening, closing]

export class AckWindow {
  #shortPairs = new ShortPairs()
  /** Of the operations that were added last, which are the last of the short ones too. */
  #newestPairs: readonly Pair[] = []

  /** What the ledger remembers from before this window was opened. @param operations oldest first */
  addOlder(operations: readonly StoredOperation[]): void {
    const newer = this.#shortPairs
    this.#shortPairs = new ShortPairs()
    for (const [operationId, pair] of operations.map(shortPair)) this.#shortPairs.add(operationId, pair)
    for (const [operationId, pair] of newer.pairs()) this.#shortPairs.add(operationId, pair)
  }

  add({ newest, short }: Fates): void {
    if (short.length === 0) return
    this.#newestPairs = newest
    for (const [operationId, pair] of short) this.#shortPairs.add(operationId, pair)
  }

  get isEmpty(): boolean {
    return this.#shortPairs.size === 0
  }

  /** The `acks` object of a server state: JSON in UTF-8, in pieces. */
  get json(): readonly Uint8Array[] {
    const older = this.#shortPairs.withoutLast(this.#newestPairs.length)
    const [first, ...others] = older.length > 0 ? [older, ...this.#newestPairs] : this.#newestPairs
    return first ? [opening, first.subarray(1), ...others, closing] : noAcks
  }
}

const firstSizeBytes = 1024

/** The last 32 short pairs, one after the other in one buffer: a frame takes them in one piece. */
class ShortPairs {
  #bytes = new Uint8Array(0)
  #start = 0
  #end = 0
  /** Bytes of each pair by its operationId, oldest first. */
  readonly #sizes = new Map<string, number>()

  get size(): number {
    return this.#sizes.size
  }

  /** A known one moves to the end. */
  add(operationId: string, pair: Pair): void {
    if (this.#sizes.has(operationId)) this.#remove(operationId)
    this.#reserve(pair.length)
    this.#bytes.set(pair, this.#end)
    this.#end += pair.length
    this.#sizes.set(operationId, pair.length)
    for (const oldest of this.#sizes.keys()) {
      if (this.#sizes.size <= ackWindowSize) break
      this.#remove(oldest)
    }
  }

  *pairs(): Generator<ShortPair> {
    let at = this.#start
    for (const [operationId, sizeBytes] of this.#sizes) {
      yield [operationId, this.#bytes.subarray(at, at + sizeBytes)]
      at += sizeBytes
    }
  }

  /** A copy: a state may be sent later, when other pairs stand in this buffer. */
  withoutLast(count: number): Uint8Array {
    const lastBytes = count === 0 ? 0 : [...this.#sizes.values()].slice(-count).reduce((sum, size) => sum + size, 0)
    return this.#bytes.slice(this.#start, this.#end - lastBytes)
  }

  #remove(operationId: string): void {
    let at = this.#start
    for (const [id, sizeBytes] of this.#sizes) {
      if (id === operationId) {
        this.#cutOut(at, sizeBytes)
        break
      }
      at += sizeBytes
    }
    this.#sizes.delete(operationId)
  }

  /** Of the oldest, which it nearly always is, nothing has to be moved. */
  #cutOut(at: number, sizeBytes: number): void {
    if (at === this.#start) {
      this.#start += sizeBytes
      return
    }
    this.#bytes.copyWithin(at, at + sizeBytes, this.#end)
    this.#end -= sizeBytes
  }

  #reserve(sizeBytes: number): void {
    const usedBytes = this.#end - this.#start
    if (this.#end + sizeBytes <= this.#bytes.length) return
    const isRoomy = 2 * (usedBytes + sizeBytes) <= this.#bytes.length
    const bytes = isRoomy ? this.#bytes : new Uint8Array(Math.max(firstSizeBytes, 4 * (usedBytes + sizeBytes)))
    bytes.set(this.#bytes.subarray(this.#start, this.#end))
    this.#bytes = bytes
    this.#start = 0
    this.#end = usedBytes
  }
}
