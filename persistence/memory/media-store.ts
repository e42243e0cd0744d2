/** The bytes of uploads in memory: for tests and for the simulation. */
import { createHash } from 'node:crypto'
import { LecternError } from '../../course/errors.ts'
import type { AppendRequest, ByteRange, MediaStore, StoredMedia } from '../media-store.ts'

interface Media {
  bytes: Uint8Array<ArrayBuffer>
  isFinished: boolean
}

export class MemoryMediaStore implements MediaStore {
  readonly #media = new Map<string, Media>()
  readonly #maxBytes: number

  /** @param maxBytes of all uploads together */
  constructor(maxBytes = Number.POSITIVE_INFINITY) {
    this.#maxBytes = maxBytes
  }

  async find(uploadId: string): Promise<StoredMedia | undefined> {
    const media = this.#media.get(uploadId)
    return media && { storedBytes: media.bytes.byteLength, isFinished: media.isFinished }
  }

  async append(uploadId: string, { offset, bytes, confirm, onStored }: AppendRequest): Promise<number> {
    const media = this.#media.get(uploadId) ?? { bytes: new Uint8Array(), isFinished: false }
    if (media.isFinished || media.bytes.byteLength !== offset) {
      throw new LecternError('wrong-offset', 'bytes at another offset')
    }
    this.#media.set(uploadId, media)
    const before = media.bytes
    try {
      for await (const chunk of bytes) {
        this.#assertRoom(chunk.byteLength)
        media.bytes = joined(media.bytes, chunk)
        if (!confirm) onStored?.(media.bytes.byteLength)
      }
      if (confirm && !confirm()) throw new LecternError('wrong-checksum', 'not the bytes that were meant')
    } catch (error) {
      if (confirm) media.bytes = before
      throw error
    }
    if (confirm) onStored?.(media.bytes.byteLength)
    return media.bytes.byteLength
  }

  async sha256(uploadId: string, sizeBytes: number): Promise<string> {
    const hash = createHash('sha256')
    for await (const chunk of this.read(uploadId, { start: 0, end: sizeBytes })) hash.update(chunk)
    return hash.digest('hex')
  }

  async finish(uploadId: string): Promise<void> {
    const media = this.#media.get(uploadId)
    if (media) media.isFinished = true
  }

  async *read(uploadId: string, { start, end }: ByteRange): AsyncIterable<Uint8Array<ArrayBuffer>> {
    const bytes = this.#media.get(uploadId)?.bytes
    if (!bytes || bytes.byteLength < end) {
      throw new LecternError('store-unavailable', 'the bytes of an upload are not here')
    }
    if (end > start) yield bytes.slice(start, end)
  }

  async remove(uploadId: string): Promise<void> {
    this.#media.delete(uploadId)
  }

  async list(): Promise<ReadonlyMap<string, { readonly isFinished: boolean }>> {
    return new Map(this.#media)
  }

  async close(): Promise<void> {}

  #assertRoom(sizeBytes: number): void {
    const usedBytes = [...this.#media.values()].reduce((sum, { bytes }) => sum + bytes.byteLength, 0)
    if (usedBytes + sizeBytes > this.#maxBytes) throw new LecternError('store-full', 'no room left for uploads')
  }
}

function joined(before: Uint8Array, after: Uint8Array): Uint8Array<ArrayBuffer> {
  const whole = new Uint8Array(before.byteLength + after.byteLength)
  whole.set(before)
  whole.set(after, before.byteLength)
  return whole
}
