/**
 * One upload while bytes come: they are gathered in blocks, written, synced and only then counted, each beside the next,
 * so that neither the network waits for the disk nor the disk for the network.
 */
import type { FileHandle } from 'node:fs/promises'
import { LecternError } from '../../course/errors.ts'
import { passFailpoint } from '../failpoint.ts'
import { writeRecord } from './stored-record.ts'

export interface AppendingFileOptions {
  readonly data: FileHandle
  readonly record: FileHandle
  readonly offset: number
  /** Counts nothing until `end`. */
  readonly isHeld: boolean
  readonly onStored: (storedBytes: number) => void
  /** @throws {LecternError} `store-full`: so many more are beyond the quota */
  readonly reserve: (sizeBytes: number) => void
  readonly monotonicMs: () => number
}

/** Chunks of the network are copied into blocks: to hold on to each until it is written costs the collector more. */
const blockBytes = 256 * 1024
/** As much is sent again at most after a power loss, and as much may a save's sync have to wait for. */
const syncBytes = 8 * 1024 * 1024
/** And what came within this time: on a slow line others see progress too. */
const syncMs = 1000

export class AppendingFile {
  readonly #options: AppendingFileOptions
  /** One is filled while the other is written. */
  readonly #blocks: [Buffer, Buffer] = [emptyBlock, emptyBlock]
  #filledBytes = 0
  #written: number
  #syncing: number
  #stored: number
  #syncedAtMs: number
  #write: Promise<void> = Promise.resolve()
  #sync: Promise<void> = Promise.resolve()

  constructor(options: AppendingFileOptions) {
    this.#options = options
    this.#written = options.offset
    this.#syncing = options.offset
    this.#stored = options.offset
    this.#syncedAtMs = options.monotonicMs()
  }

  get storedBytes(): number {
    return this.#stored
  }

  /** Waits where the disk is behind. */
  async push(bytes: Uint8Array): Promise<void> {
    for (let taken = 0; taken < bytes.byteLength; ) {
      const part = bytes.subarray(taken, taken + blockBytes - this.#filledBytes)
      this.#fill(part)
      taken += part.byteLength
      if (this.#filledBytes === blockBytes || this.#isLate) await this.#flush()
    }
  }

  /** Resolves when all that was pushed survives power loss and is counted. */
  async end(): Promise<void> {
    await this.#flush()
    await this.#write
    await this.#sync
    if (this.#written > this.#stored) await this.#store(this.#written)
  }

  /** What came before a failure is made to count; what was not written is cut off. */
  async salvage(): Promise<void> {
    await Promise.allSettled([this.#flush()])
    await Promise.allSettled([this.#write, this.#sync])
    const { data, isHeld } = this.#options
    if (!isHeld && this.#written > this.#stored) await this.#store(this.#written)
    await data.truncate(this.#stored)
  }

  #fill(part: Uint8Array): void {
    if (this.#blocks[0].length === 0) this.#blocks[0] = Buffer.allocUnsafeSlow(blockBytes)
    this.#blocks[0].set(part, this.#filledBytes)
    this.#filledBytes += part.byteLength
  }

  async #flush(): Promise<void> {
    await this.#write
    if (this.#filledBytes === 0) return
    const [block, other] = this.#blocks
    const filled = block.subarray(0, this.#filledBytes)
    this.#options.reserve(filled.length)
    this.#blocks[0] = other
    this.#blocks[1] = block
    this.#filledBytes = 0
    this.#write = this.#writeWhole(filled)
    // Met again where the promise is awaited.
    this.#write.catch(() => {})
    const isDue = this.#written - this.#syncing >= syncBytes || this.#isLate
    if (!this.#options.isHeld && isDue) await this.#syncBeside()
  }

  async #writeWhole(bytes: Buffer): Promise<void> {
    const { bytesWritten } = await this.#options.data.write(bytes, 0, bytes.length, this.#written)
    // A full disk may take a part before it says so.
    this.#written += bytesWritten
    if (bytesWritten < bytes.length) {
      throw new LecternError('store-full', `${bytesWritten} of ${bytes.length} bytes fitted`)
    }
  }

  get #isLate(): boolean {
    return this.#options.monotonicMs() - this.#syncedAtMs >= syncMs
  }

  async #syncBeside(): Promise<void> {
    await this.#sync
    this.#syncedAtMs = this.#options.monotonicMs()
    this.#syncing = this.#written
    this.#sync = this.#store(this.#syncing)
    this.#sync.catch(() => {})
  }

  async #store(written: number): Promise<void> {
    const { data, record, onStored } = this.#options
    passFailpoint('upload-bytes-written')
    await data.datasync()
    passFailpoint('upload-bytes-synced')
    await writeRecord(record, written)
    passFailpoint('upload-counted')
    this.#stored = written
    onStored(written)
  }
}

const emptyBlock = Buffer.alloc(0)
