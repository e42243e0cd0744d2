/** The bytes of uploads as files of the local disk: DATA_DIR/uploads while they come, DATA_DIR/media from then on. */
import { constants, mkdirSync } from 'node:fs'
import { type FileHandle, open, readdir, rename, rm, stat } from 'node:fs/promises'
import { LecternError } from '../../course/errors.ts'
import { CommitPriority } from '../commit-priority.ts'
import { passFailpoint } from '../failpoint.ts'
import type { AppendRequest, ByteRange, MediaStore, ReadableMedia, StoredMedia } from '../media-store.ts'
import { AppendingFile } from './appending-file.ts'
import { syncDirectory, translateError, unlessAbsent } from './disk.ts'
import { DiskTurns } from './disk-turns.ts'
import { FileHashes } from './file-hashes.ts'
import { lettingOthers } from './letting-others.ts'
import { MediaPaths, recordEnding, uploadIdOf } from './media-paths.ts'
import { readRecord, writeRecord } from './stored-record.ts'

export interface FileMediaOptions {
  readonly dataDir: string
  /** Of all bytes that are taken from now on. */
  readonly maxBytes?: number
  /** ms since some moment; never goes back. */
  readonly monotonicMs?: () => number
  /** Of the store on the same disk. */
  readonly commits?: CommitPriority
}

/** Makes its folders where there are none. */
export function openFileMediaStore(options: FileMediaOptions): MediaStore {
  const paths = new MediaPaths(options.dataDir)
  mkdirSync(paths.uploadsDir, { recursive: true })
  mkdirSync(paths.mediaDir, { recursive: true })
  return new FileMediaStore(paths, options)
}

/** To read from only: a folder that is not there is an empty one. */
export function readFileMediaStore(dataDir: string): ReadableMedia {
  return new FileMediaStore(new MediaPaths(dataDir), { dataDir })
}

class FileMediaStore implements MediaStore {
  readonly #paths: MediaPaths
  readonly #monotonicMs: () => number
  readonly #hashes = new FileHashes()
  readonly #commits: CommitPriority
  readonly #reading: DiskTurns
  readonly #syncing: DiskTurns
  #roomBytes: number

  constructor(paths: MediaPaths, { maxBytes, monotonicMs, commits }: FileMediaOptions) {
    this.#paths = paths
    this.#monotonicMs = monotonicMs ?? (() => performance.now())
    this.#commits = commits ?? new CommitPriority()
    this.#reading = new DiskTurns(this.#commits)
    this.#syncing = new DiskTurns(this.#commits)
    this.#roomBytes = maxBytes ?? Number.POSITIVE_INFINITY
  }

  /** Looked for where it comes first, and last where it ends: one that is being finished is met in one of the two. */
  async find(uploadId: string): Promise<StoredMedia | undefined> {
    const unfinished = await this.#findUnfinished(uploadId)
    const finished = await unlessAbsent(stat(this.#paths.finished(uploadId)))
    return finished ? { storedBytes: finished.size, isFinished: true } : unfinished
  }

  async append(uploadId: string, request: AppendRequest): Promise<number> {
    const handles: FileHandle[] = []
    try {
      await this.#assertUnfinished(uploadId)
      const { data, record } = await this.#openForAppending(uploadId, handles)
      const { size } = await data.stat()
      const storedBytes = Math.min(await readRecord(record), size)
      if (storedBytes !== request.offset) throw new LecternError('wrong-offset', 'bytes at another offset')
      // What was written after the last sync may be anything.
      await data.truncate(request.offset)
      return await this.#take(this.#paths.unfinished(uploadId), request, { data, record })
    } catch (error) {
      throw translateError(error)
    } finally {
      for (const handle of handles) await handle.close()
    }
  }

  async sha256(uploadId: string, sizeBytes: number): Promise<string> {
    const finished = this.#paths.finished(uploadId)
    const isFinished = (await unlessAbsent(stat(finished))) !== undefined
    return this.#hashes.digest(isFinished ? finished : this.#paths.unfinished(uploadId), sizeBytes)
  }

  async finish(uploadId: string): Promise<void> {
    await unlessAbsent(rename(this.#paths.unfinished(uploadId), this.#paths.finished(uploadId)))
    passFailpoint('upload-renamed')
    await syncDirectory(this.#paths.mediaDir)
    await rm(this.#paths.record(uploadId), { force: true })
    await syncDirectory(this.#paths.uploadsDir)
    passFailpoint('upload-moved')
  }

  async *read(uploadId: string, { start, end }: ByteRange): AsyncIterable<Uint8Array<ArrayBuffer>> {
    const file =
      (await unlessAbsent(open(this.#paths.finished(uploadId), 'r'))) ??
      (await unlessAbsent(open(this.#paths.unfinished(uploadId), 'r')))
    if (!file) throw new LecternError('store-unavailable', 'the bytes of an upload are not here')
    try {
      for (let position = start; position < end; ) {
        const chunk = Buffer.allocUnsafeSlow(Math.min(readBytes, end - position))
        const { bytesRead } = await file.read(chunk, 0, chunk.length, position)
        if (bytesRead === 0) throw new LecternError('store-unavailable', 'an upload is shorter than it was')
        position += bytesRead
        yield chunk.subarray(0, bytesRead)
      }
    } finally {
      await file.close()
    }
  }

  async remove(uploadId: string): Promise<void> {
    const paths = this.#paths
    this.#hashes.forget(paths.unfinished(uploadId))
    const finishedBytes = await removeFile(paths.finished(uploadId))
    const unfinishedBytes = await removeFile(paths.unfinished(uploadId))
    const recordBytes = await removeFile(paths.record(uploadId))
    if (finishedBytes !== undefined) await syncDirectory(paths.mediaDir)
    if (unfinishedBytes !== undefined || recordBytes !== undefined) await syncDirectory(paths.uploadsDir)
    this.#roomBytes += (finishedBytes ?? 0) + (unfinishedBytes ?? 0)
  }

  async list(): Promise<ReadonlyMap<string, { readonly isFinished: boolean }>> {
    const found = new Map<string, { readonly isFinished: boolean }>()
    for (const name of await namesIn(this.#paths.uploadsDir)) {
      const uploadId = uploadIdOf(name.endsWith(recordEnding) ? name.slice(0, -recordEnding.length) : name)
      if (uploadId !== undefined) found.set(uploadId, { isFinished: false })
    }
    for (const name of await namesIn(this.#paths.mediaDir)) {
      const uploadId = uploadIdOf(name)
      if (uploadId !== undefined) found.set(uploadId, { isFinished: true })
    }
    return found
  }

  close(): Promise<void> {
    return this.#hashes.close()
  }

  async #findUnfinished(uploadId: string): Promise<StoredMedia | undefined> {
    const data = await unlessAbsent(stat(this.#paths.unfinished(uploadId)))
    const record = await unlessAbsent(open(this.#paths.record(uploadId), 'r'))
    if (!record) return data && { storedBytes: 0, isFinished: false }
    try {
      // Both were synced together: a record that says more is of a file that somebody has cut.
      return { storedBytes: Math.min(await readRecord(record), data?.size ?? 0), isFinished: false }
    } finally {
      await record.close()
    }
  }

  /** What is finished was verified: nothing may take its place. */
  async #assertUnfinished(uploadId: string): Promise<void> {
    const finished = await unlessAbsent(stat(this.#paths.finished(uploadId)))
    if (finished) throw new LecternError('wrong-offset', 'all of it is here')
  }

  /** @param handles where what was opened is put, to be closed whatever happens */
  async #openForAppending(uploadId: string, handles: FileHandle[]) {
    const isNew = (await unlessAbsent(stat(this.#paths.record(uploadId)))) === undefined
    const flags = constants.O_RDWR | constants.O_CREAT
    const data = await open(this.#paths.unfinished(uploadId), flags)
    handles.push(data)
    const record = await open(this.#paths.record(uploadId), flags)
    handles.push(record)
    if (isNew) {
      await writeRecord(record, 0)
      await syncDirectory(this.#paths.uploadsDir)
    }
    return { data, record }
  }

  async #take(
    path: string,
    { offset, bytes, confirm, onStored }: AppendRequest,
    handles: { readonly data: FileHandle; readonly record: FileHandle },
  ): Promise<number> {
    const reserve = (sizeBytes: number) => this.#reserve(sizeBytes)
    const isHeld = confirm !== undefined
    const tell = (storedBytes: number) => {
      this.#hashes.follow(path, storedBytes)
      onStored?.(storedBytes)
    }
    const shared = { monotonicMs: this.#monotonicMs, commits: this.#commits, turns: this.#syncing }
    const file = new AppendingFile({ ...handles, ...shared, offset, onStored: tell, reserve, isHeld })
    try {
      for await (const chunk of lettingOthers(bytes, this.#reading)) await file.push(chunk)
      if (confirm && !confirm()) throw new LecternError('wrong-checksum', 'not the bytes that were meant')
      await file.end()
    } catch (error) {
      await file.salvage()
      throw error
    }
    return file.storedBytes
  }

  #reserve(sizeBytes: number): void {
    if (sizeBytes > this.#roomBytes) throw new LecternError('store-full', 'no room left for uploads')
    this.#roomBytes -= sizeBytes
  }
}

const readBytes = 256 * 1024

/** @returns its size; undefined: it was not there */
async function removeFile(path: string): Promise<number | undefined> {
  const file = await unlessAbsent(stat(path))
  if (file) await unlessAbsent(rm(path))
  return file?.size
}

async function namesIn(dir: string): Promise<readonly string[]> {
  return (await unlessAbsent(readdir(dir))) ?? []
}
