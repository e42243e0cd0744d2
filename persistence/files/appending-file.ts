/**
 * One upload while bytes come: they are gathered, written, synced and only then counted, each beside the next, so that
 * neither the network waits for the disk nor the disk for the network.
 */
import type { FileHandle } from 'node:fs/promises'
import { LecternError } from '../../course/errors.ts'
import type { CommitPriority } from '../commit-priority.ts'
import { passFailpoint } from '../failpoint.ts'
import type { DiskTurns } from './disk-turns.ts'
import { writeRecord } from './stored-record.ts'

export interface AppendingFileOptions {
  readonly data: Pick<FileHandle, 'writev' | 'datasync' | 'truncate'>
  readonly record: FileHandle
  readonly offset: number
  /** Counts nothing until `end`. */
  readonly isHeld: boolean
  readonly onStored: (storedBytes: number) => void
  /** @throws {LecternError} `store-full`: so many more are beyond the quota */
  readonly reserve: (sizeBytes: number) => void
  readonly monotonicMs: () => number
  /** Of the syncs of all uploads of the store. */
  readonly turns: DiskTurns
  readonly commits: CommitPriority
}

interface Portions {
  /** What is written at once: so much, or so many chunks of the network. */
  readonly blockBytes: number
  /** A sync begins when it has so much to do. */
  readonly syncBytes: number
  /** What waits for its sync. As much is sent again at most after a power loss. */
  readonly mostUnsyncedBytes: number
}

const kibibyte = 1024
const mebibyte = 1024 * kibibyte
const blockChunks = 256
const alone: Portions = { blockBytes: mebibyte, syncBytes: 4 * mebibyte, mostUnsyncedBytes: 16 * mebibyte }
/** Other uploads wait for their sync. */
const crowded: Portions = { blockBytes: mebibyte, syncBytes: mebibyte, mostUnsyncedBytes: mebibyte }
/** Somebody saves: a save's sync waits for all that is on its way to the disk. */
const besideSaves: Portions = {
  blockBytes: 256 * kibibyte,
  syncBytes: 256 * kibibyte,
  mostUnsyncedBytes: 256 * kibibyte,
}
/** And what came within this time: on a slow line others see progress too. */
const syncMs = 1000

export class AppendingFile {
  readonly #options: AppendingFileOptions
  #gathered: Uint8Array[] = []
  #gatheredBytes = 0
  #written: number
  #stored: number
  #syncedAtMs: number
  #isSyncing = false
  #write: Promise<void> = Promise.resolve()
  #sync: Promise<void> = Promise.resolve()

  constructor(options: AppendingFileOptions) {
    this.#options = options
    this.#written = options.offset
    this.#stored = options.offset
    this.#syncedAtMs = options.monotonicMs()
  }

  get storedBytes(): number {
    return this.#stored
  }

  /** Waits where the disk is behind. @param bytes given away: nobody may look at them any more */
  async push(bytes: Uint8Array): Promise<void> {
    this.#gathered.push(bytes)
    this.#gatheredBytes += bytes.byteLength
    const isBlock = this.#gatheredBytes >= this.#portions.blockBytes || this.#gathered.length >= blockChunks
    if (isBlock || this.#isLate) await this.#flush()
  }

  /** Resolves when all that was pushed survives power loss and is counted. */
  async end(): Promise<void> {
    await this.#flush()
    await this.#write
    await this.#sync
    if (this.#written > this.#stored) await this.#store()
  }

  /** What came before a failure is made to count; what was not written, or may have been lost by a sync, is cut off. */
  async salvage(): Promise<void> {
    await Promise.allSettled([this.#flush()])
    const [, synced] = await Promise.allSettled([this.#write, this.#sync])
    const { data, isHeld } = this.#options
    if (!isHeld && synced.status === 'fulfilled' && this.#written > this.#stored) await this.#store()
    await data.truncate(this.#stored)
  }

  /** Hands over what was gathered: it is written while more comes. */
  async #flush(): Promise<void> {
    await this.#write
    if (this.#gatheredBytes === 0) return
    this.#options.reserve(this.#gatheredBytes)
    this.#write = this.#writeWhole(this.#gathered, this.#gatheredBytes)
    this.#gathered = []
    this.#gatheredBytes = 0
    // Met again where the promise is awaited.
    this.#write.catch(() => {})
    if (!this.#options.isHeld) await this.#syncBeside()
  }

  async #writeWhole(chunks: readonly Uint8Array[], sizeBytes: number): Promise<void> {
    const { data, commits } = this.#options
    await commits.passed()
    const { bytesWritten } = await data.writev(chunks, this.#written)
    for (const chunk of chunks) release(chunk)
    // A full disk may take a part before it says so.
    this.#written += bytesWritten
    if (bytesWritten < sizeBytes) throw new LecternError('store-full', `${bytesWritten} of ${sizeBytes} bytes fitted`)
  }

  get #portions(): Portions {
    const { turns, commits } = this.#options
    if (commits.isExpected) return besideSaves
    return turns.isCrowded ? crowded : alone
  }

  get #isLate(): boolean {
    return !this.#isSyncing && this.#options.monotonicMs() - this.#syncedAtMs >= syncMs
  }

  /** Waits for the sync before only where too much would be beyond it. */
  async #syncBeside(): Promise<void> {
    const unsyncedBytes = this.#written - this.#stored
    const { syncBytes, mostUnsyncedBytes } = this.#portions
    if (unsyncedBytes < syncBytes && !this.#isLate) return
    if (this.#isSyncing && unsyncedBytes < mostUnsyncedBytes) return
    // One that failed ends it all: the system tells of lost bytes once, and the next sync would say that all is well.
    await this.#sync
    this.#syncedAtMs = this.#options.monotonicMs()
    this.#store().catch(() => {})
  }

  #store(): Promise<void> {
    this.#isSyncing = true
    this.#sync = this.#storeWritten().finally(() => {
      this.#isSyncing = false
    })
    return this.#sync
  }

  async #storeWritten(): Promise<void> {
    const { turns, record, onStored } = this.#options
    const written = await turns.take(() => this.#syncData())
    await writeRecord(record, written)
    passFailpoint('upload-counted')
    this.#stored = written
    onStored(written)
  }

  /** @returns what it has synced: all that was written when its turn came */
  async #syncData(): Promise<number> {
    const written = this.#written
    passFailpoint('upload-bytes-written')
    await this.#options.data.datasync()
    passFailpoint('upload-bytes-synced')
    return written
  }
}

/** Gives memory back at once: for each 32 MiB that is left to the collector it goes through the whole heap. */
function release({ buffer, byteLength }: Uint8Array): void {
  if (buffer instanceof ArrayBuffer && buffer.byteLength === byteLength) buffer.transfer(0)
}
