/** The layout of a course's database, and how its parts are read and written inside a transaction. */
import type { DBSchema, IDBPDatabase, IDBPTransaction, StoreNames } from 'idb'
import { laterServer } from '../local/mirror.ts'
import type { SeenKeys } from '../local/seen-updates.ts'
import type { DraftEntry, KnownServer, LocalCourse, PendingOperation } from '../local-course-store.ts'

/** `updates` and `custom` are y-indexeddb's, to the letter; what its keys in `custom` would be is prefixed. */
export interface CourseSchema extends DBSchema {
  updates: { key: number; value: Uint8Array }
  custom: { key: string; value: unknown }
  /** Keyed by its place, from 0. */
  draft: { key: number; value: DraftEntry }
  /** In the order of saving, which a device's clock may not have. */
  pending: { key: number; value: PendingOperation; indexes: { operationId: string } }
  aside: { key: string; value: LocalCourse }
}

/** y-indexeddb makes its databases at version 1, and opens any version. */
export const courseDatabaseVersion = 2
export const courseStores: StoreNames<CourseSchema>[] = ['updates', 'custom', 'draft', 'pending', 'aside']

const asideKey = 'mirror'
const serverKey = 'lectern-server'
const incarnationKey = 'lectern-incarnation'

type Transaction<Mode extends IDBTransactionMode> = IDBPTransaction<CourseSchema, StoreNames<CourseSchema>[], Mode>
export type CourseReading = Transaction<'readonly'> | Transaction<'readwrite'>
export type CourseWriting = Transaction<'readwrite'>

export interface UpdateRows {
  readonly keys: readonly number[]
  readonly updates: readonly Uint8Array[]
}

export function courseDatabaseName(courseId: string): string {
  return `lectern-course-${courseId}`
}

export function upgradeCourseDatabase(database: IDBPDatabase<CourseSchema>): void {
  const has = (name: StoreNames<CourseSchema>) => database.objectStoreNames.contains(name)
  if (!has('updates')) database.createObjectStore('updates', { autoIncrement: true })
  if (!has('custom')) database.createObjectStore('custom')
  if (!has('draft')) database.createObjectStore('draft')
  if (!has('pending')) {
    const pending = database.createObjectStore('pending', { autoIncrement: true })
    pending.createIndex('operationId', 'operationId', { unique: true })
  }
  if (!has('aside')) database.createObjectStore('aside')
}

// All of these are async, also where they need not be: a request on a dead transaction throws at once, and inside
// Promise.all that would leave the rejections of its neighbours without an owner.

/** The rows above `afterKey`, in the order of writing. */
export async function readUpdates(transaction: CourseReading, afterKey: number): Promise<UpdateRows> {
  const store = transaction.objectStore('updates')
  const range = IDBKeyRange.lowerBound(afterKey, true)
  const [keys, updates] = await Promise.all([store.getAllKeys(range), store.getAll(range)])
  return { keys, updates }
}

export function addUpdates(transaction: CourseWriting, updates: readonly Uint8Array[]): Promise<number[]> {
  const store = transaction.objectStore('updates')
  return Promise.all(updates.map(async update => store.add(withoutItsFrame(update))))
}

export async function deleteUpdates(transaction: CourseWriting, { lastKey, ownKeys }: SeenKeys): Promise<void> {
  const store = transaction.objectStore('updates')
  await store.delete(IDBKeyRange.upperBound(lastKey))
  await Promise.all(ownKeys.map(async key => store.delete(key)))
}

export async function readDraft(transaction: CourseReading): Promise<readonly DraftEntry[]> {
  return transaction.objectStore('draft').getAll()
}

/** Writes only the entries that are not the very objects that were read: most gestures change one of many. */
export async function writeDraft(
  transaction: CourseWriting,
  before: readonly DraftEntry[],
  after: readonly DraftEntry[],
): Promise<void> {
  const store = transaction.objectStore('draft')
  const changed = [...after.entries()].filter(([place, entry]) => before[place] !== entry)
  await Promise.all(changed.map(async ([place, entry]) => store.put(entry, place)))
  if (after.length < before.length) await store.delete(IDBKeyRange.lowerBound(after.length))
}

export async function readPending(transaction: CourseReading): Promise<readonly PendingOperation[]> {
  return transaction.objectStore('pending').getAll()
}

/** The key of the operation on the pending list, if it stands there. */
export async function findPending(transaction: CourseReading, operationId: string): Promise<number | undefined> {
  return transaction.objectStore('pending').index('operationId').getKey(operationId)
}

export async function addPending(transaction: CourseWriting, pending: readonly PendingOperation[]): Promise<void> {
  const store = transaction.objectStore('pending')
  await Promise.all(pending.map(async operation => store.add(operation)))
}

export async function readCourse(
  transaction: CourseReading,
): Promise<{ course: LocalCourse; keys: readonly number[] }> {
  const [rows, draft, pending, server] = await Promise.all([
    readUpdates(transaction, 0),
    readDraft(transaction),
    readPending(transaction),
    readServer(transaction),
  ])
  return { course: { updates: rows.updates, draft, pending, ...(server && { server }) }, keys: rows.keys }
}

/** Puts what there is aside and writes instead what `build` makes of it. Returns that, with the keys of its updates. */
export async function replaceCourse(
  transaction: CourseWriting,
  build: (present: LocalCourse) => LocalCourse,
): Promise<{ course: LocalCourse; keys: readonly number[] }> {
  const present = await readCourse(transaction)
  const course = build(present.course)
  await transaction.objectStore('aside').put(present.course, asideKey)
  await Promise.all((['updates', 'draft', 'pending'] as const).map(async name => transaction.objectStore(name).clear()))
  await transaction.objectStore('custom').delete(serverKey)
  await writeDraft(transaction, [], course.draft)
  await addPending(transaction, course.pending)
  if (course.server) await transaction.objectStore('custom').put(course.server, serverKey)
  return { course, keys: await addUpdates(transaction, course.updates) }
}

export async function writeServer(transaction: CourseWriting, told: KnownServer): Promise<void> {
  const known = await readServer(transaction)
  await transaction.objectStore('custom').put(laterServer(known, told), serverKey)
}

async function readServer(transaction: CourseReading): Promise<KnownServer | undefined> {
  const value = await transaction.objectStore('custom').get(serverKey)
  return isKnownServer(value) ? value : undefined
}

/** How often the mirror was replaced as a whole. */
export async function readIncarnation(transaction: CourseReading): Promise<number> {
  const value = await transaction.objectStore('custom').get(incarnationKey)
  return typeof value === 'number' ? value : 0
}

export async function writeIncarnation(transaction: CourseWriting, incarnation: number): Promise<void> {
  await transaction.objectStore('custom').put(incarnation, incarnationKey)
}

function isKnownServer(value: unknown): value is KnownServer {
  if (typeof value !== 'object' || value === null || !('epoch' in value) || !('revision' in value)) return false
  return typeof value.epoch === 'string' && typeof value.revision === 'number'
}

/** IndexedDB stores the whole buffer behind a view, which for an update from the network is its frame. */
function withoutItsFrame(update: Uint8Array): Uint8Array {
  return update.byteLength === update.buffer.byteLength ? update : update.slice()
}
