import type { DBSchema, IDBPDatabase } from 'idb'
import { LocalQueue } from '../local/local-queue.ts'
import {
  changedFile,
  type LeaseRequest,
  type LocalFile,
  type LocalFileChange,
  type LocalFileStore,
} from '../local-file-store.ts'
import type { TabChannel } from './announcer.ts'
import { ReopeningConnection } from './reopening-connection.ts'

interface FileSchema extends DBSchema {
  files: { key: string; value: LocalFile; indexes: { courseId: string } }
  /** Apart from the records, which are listed and changed often. */
  blobs: { key: string; value: Blob }
  leases: { key: string; value: { readonly holder: string; readonly until: number } }
}

const databaseName = 'lectern-files'

export interface IndexedDbFileOptions {
  /** Default: the browser's. */
  readonly indexedDB?: IDBFactory
  /** Default: one for all tabs of this browser. */
  readonly channel?: TabChannel
}

/** Opens the database of chosen files, making it where there is none. @throws {LecternError} `store-unavailable` */
export async function openIndexedDbFileStore(options: IndexedDbFileOptions = {}): Promise<LocalFileStore> {
  const { channel, ...where } = options
  const connection = new ReopeningConnection<FileSchema>({ ...where, name: databaseName, version: 1, upgrade })
  await connection.open()
  return new IndexedDbFileStore(connection, channel ?? new BroadcastChannel(databaseName))
}

function upgrade(database: IDBPDatabase<FileSchema>): void {
  database.createObjectStore('files', { keyPath: 'uploadId' }).createIndex('courseId', 'courseId')
  database.createObjectStore('blobs')
  database.createObjectStore('leases')
}

class IndexedDbFileStore implements LocalFileStore {
  readonly #connection: ReopeningConnection<FileSchema>
  readonly #queue = new LocalQueue()
  readonly #channel: TabChannel
  readonly #listeners = new Set<(courseId: string) => void>()

  constructor(connection: ReopeningConnection<FileSchema>, channel: TabChannel) {
    this.#connection = connection
    this.#channel = channel
    channel.onmessage = ({ data }) => {
      if (typeof data === 'string') for (const listener of [...this.#listeners]) listener(data)
    }
  }

  keep(file: LocalFile, bytes?: Blob): Promise<void> {
    return this.#announcing(async () => {
      await this.#connection.write(['files', 'blobs'], async transaction => {
        await transaction.objectStore('files').put(file)
        // A slice is a Blob without the name and the path of a File: the browser copies its bytes.
        if (bytes) await transaction.objectStore('blobs').put(bytes.slice(0, bytes.size, bytes.type), file.uploadId)
        else await transaction.objectStore('blobs').delete(file.uploadId)
      })
      return [file.courseId]
    })
  }

  async list(courseId: string): Promise<readonly LocalFile[]> {
    const files = await this.#queue.run(() =>
      this.#connection.read(['files'], transaction =>
        transaction.objectStore('files').index('courseId').getAll(courseId),
      ),
    )
    return files.sort((one, other) => one.chosenAt - other.chosenAt)
  }

  find(uploadId: string): Promise<LocalFile | undefined> {
    return this.#queue.run(() =>
      this.#connection.read(['files'], transaction => transaction.objectStore('files').get(uploadId)),
    )
  }

  readBytes(uploadId: string): Promise<Blob | undefined> {
    return this.#queue.run(() =>
      this.#connection.read(['blobs'], transaction => transaction.objectStore('blobs').get(uploadId)),
    )
  }

  change(uploadId: string, change: LocalFileChange): Promise<void> {
    return this.#announcing(() =>
      this.#connection.write(['files'], async transaction => {
        const files = transaction.objectStore('files')
        const present = await files.get(uploadId)
        if (!present) return []
        await files.put(changedFile(present, change))
        return [present.courseId]
      }),
    )
  }

  release(uploadIds: readonly string[]): Promise<void> {
    return this.#announcing(() =>
      this.#connection.write(['files', 'blobs'], async transaction => {
        const courseIds: string[] = []
        for (const uploadId of uploadIds) {
          const file = await transaction.objectStore('files').get(uploadId)
          if (file) courseIds.push(file.courseId)
          await transaction.objectStore('files').delete(uploadId)
          await transaction.objectStore('blobs').delete(uploadId)
        }
        return courseIds
      }),
    )
  }

  takeLease({ name, holder, now, until }: LeaseRequest): Promise<boolean> {
    return this.#queue.run(() =>
      this.#connection.write(['leases'], async transaction => {
        const leases = transaction.objectStore('leases')
        const lease = await leases.get(name)
        if (lease && lease.holder !== holder && lease.until > now) return false
        await leases.put({ holder, until }, name)
        return true
      }),
    )
  }

  dropLease(name: string, holder: string): Promise<void> {
    return this.#queue.run(() =>
      this.#connection.write(['leases'], async transaction => {
        const leases = transaction.objectStore('leases')
        if ((await leases.get(name))?.holder === holder) await leases.delete(name)
      }),
    )
  }

  subscribe(listener: (courseId: string) => void): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  async close(): Promise<void> {
    this.#listeners.clear()
    await this.#queue.close()
    this.#channel.onmessage = null
    this.#channel.close()
    this.#connection.close()
  }

  /** @param write resolves, when all is on disk, with the courses that other tabs are to hear of */
  #announcing(write: () => Promise<readonly string[]>): Promise<void> {
    return this.#queue.run(async () => {
      for (const courseId of new Set(await write())) this.#channel.postMessage(courseId)
    })
  }
}
