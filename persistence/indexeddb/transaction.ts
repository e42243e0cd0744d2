import type { DBSchema, IDBPDatabase, IDBPTransaction, StoreNames } from 'idb'
import { LecternError } from '../../course/errors.ts'

/** What a database says when it cannot now: gone, closing, evicted, made by a newer version, forbidden here. */
const unavailable: ReadonlySet<string> = new Set([
  'AbortError',
  'DataError',
  'InvalidStateError',
  'NotAllowedError',
  'NotFoundError',
  'NotReadableError',
  'SecurityError',
  'TimeoutError',
  'UnknownError',
  'VersionError',
])

/** Translates what IndexedDB is known to say; anything else is a bug and comes back as it is. */
export function storeError(error: unknown): unknown {
  if (!(error instanceof DOMException)) return error
  if (error.name === 'QuotaExceededError') {
    return new LecternError('store-full', 'the browser has no room left for this site', { cause: error })
  }
  if (!unavailable.has(error.name)) return error
  return new LecternError('store-unavailable', `the browser's database refused: ${error.name}`, { cause: error })
}

export interface TransactionScope<Schema extends DBSchema> {
  readonly database: IDBPDatabase<Schema>
  readonly stores: StoreNames<Schema>[]
}

type Transaction<Schema extends DBSchema, Mode extends IDBTransactionMode> = IDBPTransaction<
  Schema,
  StoreNames<Schema>[],
  Mode
>

/** Awaits nothing but requests of its transaction, or that ends too early. */
export type ReadingBody<T, Schema extends DBSchema> = (transaction: Transaction<Schema, 'readonly'>) => Promise<T>
export type WritingBody<T, Schema extends DBSchema> = (transaction: Transaction<Schema, 'readwrite'>) => Promise<T>

/** Runs `body` in a read-only transaction. @throws {LecternError} `store-unavailable` */
export function readTransaction<T, Schema extends DBSchema>(
  { database, stores }: TransactionScope<Schema>,
  body: ReadingBody<T, Schema>,
): Promise<T> {
  return settle(() => database.transaction(stores, 'readonly'), body)
}

/**
 * Runs `body` in one readwrite transaction and resolves with its result when that is on disk. If `body` throws, nothing
 * of it is written.
 *
 * @throws {LecternError} `store-full`, `store-unavailable`
 */
export function writeTransaction<T, Schema extends DBSchema>(
  { database, stores }: TransactionScope<Schema>,
  body: WritingBody<T, Schema>,
): Promise<T> {
  return settle(() => database.transaction(stores, 'readwrite', { durability: 'strict' }), body)
}

interface Abortable {
  readonly done: Promise<void>
  readonly error: DOMException | null
  abort(): void
}

async function settle<T, Begun extends Abortable>(
  begin: () => Begun,
  body: (transaction: Begun) => Promise<T>,
): Promise<T> {
  try {
    const transaction = begin()
    const [outcome, completion] = await Promise.allSettled([orAbort(transaction, body), transaction.done])
    if (outcome.status === 'fulfilled' && completion.status === 'fulfilled') return outcome.value
    // A request that an abort cut off says only AbortError; the cause stands in the transaction.
    throw transaction.error ?? (outcome.status === 'rejected' ? outcome.reason : reasonOf(completion))
  } catch (error) {
    throw storeError(error)
  }
}

function reasonOf(result: PromiseSettledResult<void>): unknown {
  return result.status === 'rejected' ? result.reason : undefined
}

async function orAbort<T, Begun extends Abortable>(
  transaction: Begun,
  body: (transaction: Begun) => Promise<T>,
): Promise<T> {
  try {
    return await body(transaction)
  } catch (error) {
    abort(transaction)
    throw error
  }
}

/** Without this, what was written before `body` threw would be committed. */
function abort(transaction: Abortable): void {
  try {
    transaction.abort()
  } catch (error) {
    const hasEnded = error instanceof DOMException && error.name === 'InvalidStateError'
    if (!hasEnded) throw error
  }
}
