import type { IDBPDatabase, StoreNames } from 'idb'
import { LecternError } from '../../course/errors.ts'
import {
  type CourseReading,
  type CourseSchema,
  type CourseWriting,
  courseDatabaseName,
  courseDatabaseVersion,
  upgradeCourseDatabase,
} from './course-database.ts'
import { deleteDatabase, openDatabase } from './database.ts'
import { readTransaction, writeTransaction } from './transaction.ts'

export type CourseStores = StoreNames<CourseSchema>[]

export interface CourseConnectionOptions {
  readonly courseId: string
  readonly indexedDB?: IDBFactory
}

/** One tab's connection to a course's database. All @throws {LecternError} `store-full`, `store-unavailable` */
export class CourseConnection {
  readonly #name: string
  readonly #factory: { readonly indexedDB?: IDBFactory }
  #database: IDBPDatabase<CourseSchema> | undefined

  constructor({ courseId, indexedDB }: CourseConnectionOptions) {
    this.#name = courseDatabaseName(courseId)
    this.#factory = indexedDB ? { indexedDB } : {}
  }

  /** Opens it where it is not open: at first, or again after the browser or another tab took it away. */
  async open(): Promise<void> {
    this.#database ??= await openDatabase<CourseSchema>({
      ...this.#factory,
      name: this.#name,
      version: courseDatabaseVersion,
      upgrade: upgradeCourseDatabase,
      onLost: () => {
        this.#database = undefined
      },
    })
  }

  async read<T>(stores: CourseStores, body: (transaction: CourseReading) => Promise<T>): Promise<T> {
    return readTransaction({ database: this.#opened(), stores }, body)
  }

  /** Resolves when what `body` wrote is on disk, rejects when none of it is. */
  async write<T>(stores: CourseStores, body: (transaction: CourseWriting) => Promise<T>): Promise<T> {
    return writeTransaction({ database: this.#opened(), stores }, body)
  }

  close(): void {
    this.#database?.close()
    this.#database = undefined
  }

  async destroy(): Promise<void> {
    this.close()
    await deleteDatabase(this.#name, this.#factory.indexedDB)
  }

  #opened(): IDBPDatabase<CourseSchema> {
    if (!this.#database) throw new LecternError('store-unavailable', 'the database was taken away from this tab')
    return this.#database
  }
}
