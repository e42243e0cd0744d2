/** The server's files: bytes count once they are synced; a killed process leaves what was, and perhaps what was under way. */
import { createHash } from 'node:crypto'
import { LecternError } from '../../course/errors.ts'
import type { AppendRequest, MediaStore } from '../../persistence/media-store.ts'
import type { Life } from '../app/session/fixtures/fake-network.ts'
import type { Random } from '../crash/random.ts'
import type { FaultCounts } from './faults.ts'
import type { SimClock } from './sim-clock.ts'

export interface MediaContext {
  readonly clock: SimClock
  readonly random: Random
  readonly faults: FaultCounts
  /** Planted: bytes count before they are synced. */
  readonly answersEarly: boolean
}

interface DurableFile {
  readonly bytes: Uint8Array<ArrayBuffer>
  readonly isFinished: boolean
}

const earlyMs = 4000

export class SimMedia {
  /** What a process would find that is started now. */
  readonly durable = new Map<string, DurableFile>()
  /** Of one sync; drawn between nothing and this. */
  syncMs = 5
  isFull = false
  readonly #context: MediaContext
  readonly #underWay = new Set<() => void>()

  constructor(context: MediaContext) {
    this.#context = context
  }

  /** Of what is under way, each write is on disk whole, or not at all. */
  crash(): void {
    const { random, faults } = this.#context
    for (const write of this.#underWay) {
      const isKept = random.below(2) === 0
      faults.count(isKept ? 'bytes-kept' : 'bytes-lost')
      if (isKept) write()
    }
    this.#underWay.clear()
  }

  /** As one process has it: when that is over, nothing of it is answered any more. */
  open(life: Life): MediaStore {
    /** Of this process: what it takes for stored. */
    const seen = new Map<string, DurableFile>()
    const fileOf = (uploadId: string) => seen.get(uploadId) ?? this.durable.get(uploadId)
    const change = async (uploadId: string, file: DurableFile | undefined) => {
      await this.#sync(life, () => {
        if (file) this.durable.set(uploadId, file)
        else this.durable.delete(uploadId)
      })
      if (this.#context.answersEarly && file) seen.set(uploadId, file)
      else seen.delete(uploadId)
    }
    return {
      find: async uploadId => {
        const file = fileOf(uploadId)
        return file && { storedBytes: file.bytes.length, isFinished: file.isFinished }
      },
      append: (uploadId, request) => this.#append(uploadId, request, { fileOf, change }),
      sha256: async (uploadId, sizeBytes) =>
        createHash('sha256')
          .update(bytesIn(fileOf(uploadId), { start: 0, end: sizeBytes }))
          .digest('hex'),
      finish: async uploadId => {
        const file = fileOf(uploadId)
        if (file && !file.isFinished) await change(uploadId, { ...file, isFinished: true })
      },
      read: async function* (uploadId, range) {
        if (range.end > range.start) yield bytesIn(fileOf(uploadId), range)
      },
      remove: uploadId => change(uploadId, undefined),
      list: async () => new Map([...this.durable, ...seen]),
      close: async () => {},
    }
  }

  /** Every piece is synced by itself: a crash may come between any two. */
  async #append(uploadId: string, { offset, bytes, confirm, onStored }: AppendRequest, of: OpenFile): Promise<number> {
    const before = of.fileOf(uploadId) ?? { bytes: new Uint8Array(), isFinished: false }
    if (before.isFinished || before.bytes.length !== offset) throw new LecternError('wrong-offset', 'at another offset')
    let file = before
    for await (const piece of bytes) {
      this.#assertRoom()
      file = { bytes: Buffer.concat([file.bytes, piece]), isFinished: false }
      if (!confirm) await of.change(uploadId, file)
      if (!confirm) onStored?.(file.bytes.length)
    }
    if (confirm && !confirm()) throw new LecternError('wrong-checksum', 'not the bytes that were meant')
    if (confirm) await of.change(uploadId, file)
    return file.bytes.length
  }

  #assertRoom(): void {
    if (!this.isFull) return
    this.#context.faults.count('media-full')
    throw new LecternError('store-full', 'no room left for uploads')
  }

  async #sync(life: Life, write: () => void): Promise<void> {
    const { clock, random, answersEarly } = this.#context
    if (life.isOver) return never()
    this.#underWay.add(write)
    const done = () => {
      if (this.#underWay.delete(write)) write()
    }
    if (answersEarly) return void clock.setTimeout(done, earlyMs)
    await clock.sleep(random.below(this.syncMs + 1))
    if (life.isOver) return never()
    done()
  }
}

interface OpenFile {
  readonly fileOf: (uploadId: string) => DurableFile | undefined
  readonly change: (uploadId: string, file: DurableFile) => Promise<void>
}

function bytesIn(file: DurableFile | undefined, { start, end }: { readonly start: number; readonly end: number }) {
  if (!file || file.bytes.length < end)
    throw new LecternError('store-unavailable', 'the bytes of an upload are not here')
  return file.bytes.slice(start, end)
}

function never<T>(): Promise<T> {
  return new Promise(() => {})
}
