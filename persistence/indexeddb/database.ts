import { type DBSchema, type IDBPDatabase, unwrap, wrap } from 'idb'
import { LecternError } from '../../course/errors.ts'
import { storeError } from './transaction.ts'

export interface DatabaseOptions<Schema extends DBSchema> {
  readonly name: string
  readonly version: number
  /** Default: the browser's. */
  readonly indexedDB?: IDBFactory
  /** Makes what is missing, whatever version it finds. */
  upgrade(database: IDBPDatabase<Schema>): void
  /** The connection is gone: another tab upgrades or deletes the database, or the browser took it away. */
  onLost?(): void
}

/**
 * Opens a database, made or upgraded where needed. Waits while other tabs let go of an older version.
 *
 * @throws {LecternError} `store-unavailable`
 */
export async function openDatabase<Schema extends DBSchema>(
  options: DatabaseOptions<Schema>,
): Promise<IDBPDatabase<Schema>> {
  try {
    const request = factoryOf(options.indexedDB).open(options.name, options.version)
    request.addEventListener('upgradeneeded', () => options.upgrade(typed<Schema>(request.result)))
    const database = typed<Schema>(await resultOf(request))
    const raw = unwrap(database)
    raw.addEventListener('versionchange', () => {
      raw.close()
      options.onLost?.()
    })
    raw.addEventListener('close', () => options.onLost?.())
    return database
  } catch (error) {
    throw storeError(error)
  }
}

/** Waits until every tab has let go of it. @throws {LecternError} `store-unavailable` */
export async function deleteDatabase(name: string, indexedDB?: IDBFactory): Promise<void> {
  try {
    await resultOf(factoryOf(indexedDB).deleteDatabase(name))
  } catch (error) {
    throw storeError(error)
  }
}

/** Some browsers have none in private windows. */
function factoryOf(injected: IDBFactory | undefined): IDBFactory {
  const factory: IDBFactory | undefined = injected ?? globalThis.indexedDB
  if (!factory) throw new LecternError('store-unavailable', 'this browser offers no database here')
  return factory
}

/** The schema is what `upgrade` made: the one place where the types are told. */
function typed<Schema extends DBSchema>(database: IDBDatabase): IDBPDatabase<Schema> {
  return wrap(database) as unknown as IDBPDatabase<Schema>
}

function resultOf<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.addEventListener('success', () => resolve(request.result))
    request.addEventListener('error', () => reject(request.error))
  })
}
