import type { DBSchema, IDBPDatabase, StoreNames } from 'idb'
import { LecternError } from '../../course/errors.ts'
import { type DatabaseOptions, deleteDatabase, openDatabase } from './database.ts'
import { type ReadingBody, readTransaction, type WritingBody, writeTransaction } from './transaction.ts'

export type ConnectionOptions<Schema extends DBSchema> = Omit<DatabaseOptions<Schema>, 'onLost'>

/** One tab's connection to a database. All @throws {LecternError} `store-full`, `store-unavailable` */
export class Connection<Schema extends DBSchema> {
  readonly #options: ConnectionOptions<Schema>
  #database: IDBPDatabase<Schema> | undefined

  constructor(options: ConnectionOptions<Schema>) {
    this.#options = options
  }

  /** Opens it where it is not open: at first, or again after the browser or another tab took it away. */
  async open(): Promise<void> {
    this.#database ??= await openDatabase<Schema>({
      ...this.#options,
      onLost: () => {
        this.#database = undefined
      },
    })
  }

  async read<T>(stores: StoreNames<Schema>[], body: ReadingBody<T, Schema>): Promise<T> {
    return readTransaction({ database: this.#opened(), stores }, body)
  }

  /** Resolves when what `body` wrote is on disk, rejects when none of it is. */
  async write<T>(stores: StoreNames<Schema>[], body: WritingBody<T, Schema>): Promise<T> {
    return writeTransaction({ database: this.#opened(), stores }, body)
  }

  close(): void {
    this.#database?.close()
    this.#database = undefined
  }

  async destroy(): Promise<void> {
    this.close()
    await deleteDatabase(this.#options.name, this.#options.indexedDB)
  }

  #opened(): IDBPDatabase<Schema> {
    if (!this.#database) throw new LecternError('store-unavailable', 'the database was taken away from this tab')
    return this.#database
  }
}
