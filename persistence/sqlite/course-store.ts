/** Courses in SQLite: DATA_DIR/lectern.db, behind three threads, so that no disk work is on the caller's. */

import { mkdirSync } from 'node:fs'
import { isLecternError } from '../../course/errors.ts'
import { limits } from '../../course/limits.ts'
import type { CourseDetails, CourseList } from '../../course/wire/http.ts'
import type { SharedCourseStore } from '../access-store.ts'
import { CommitPriority } from '../commit-priority.ts'
import type { CommitResult, CourseCommit, CourseSummary, StoredUpdate } from '../course-store.ts'
import { passFailpoint } from '../failpoint.ts'
import type { StoredOperation } from '../ledger.ts'
import { SqliteAccessStore } from './access-store.ts'
import type { KeeperCalls, ReaderCalls, WriterCalls } from './calls.ts'
import { assertSqliteVersion, type ConnectionOptions } from './connection.ts'
import { lockDataDir } from './data-dir-lock.ts'
import { decodeOperation, decodeResult, encodeCommit } from './encoding.ts'
import { logPagesDue } from './log.ts'
import { Reserve } from './reserve.ts'
import { compactCourse } from './snapshots.ts'
import { StoreThread } from './store-thread.ts'
import { SqliteUploadStore } from './upload-store.ts'

export interface SqliteOptions extends ConnectionOptions {
  /** That of the runtime, where it is not given. */
  readonly sqliteVersion?: string
  /** Told of each commit. */
  readonly commits?: CommitPriority
}

/** How often the log is measured. */
const commitsPerMeasure = 200

/**
 * Makes the folder and the database where there are none, and brings an older one up to date. On a full disk the lock and
 * the index of the log, which a clean stop has removed, take the room of the reserve.
 *
 * @throws {LecternError} `store-version`: SQLite is too old or the database too new; `store-unavailable`: another server
 *   uses the folder; `store-full`: there is no reserve either; `store-corrupt`
 */
export async function openSqliteCourseStore(options: SqliteOptions): Promise<SharedCourseStore> {
  const { sqliteVersion = process.versions['sqlite'] ?? '0', commits = new CommitPriority(), ...connection } = options
  assertSqliteVersion(sqliteVersion)
  mkdirSync(connection.dataDir, { recursive: true })
  try {
    return await openLocked(connection, commits)
  } catch (error) {
    if (!(isLecternError(error) && error.code === 'store-full')) throw error
    new Reserve(connection.dataDir).release()
    return await openLocked(connection, commits)
  }
}

async function openLocked(options: ConnectionOptions, commits: CommitPriority): Promise<SqliteCourseStore> {
  const store = new SqliteCourseStore(options, commits, lockDataDir(options.dataDir))
  passFailpoint('folder-locked')
  try {
    await store.check()
    passFailpoint('store-opened')
    return store
  } catch (error) {
    await store.close()
    throw error
  }
}

class SqliteCourseStore extends SqliteUploadStore implements SharedCourseStore {
  readonly access: SqliteAccessStore
  readonly #writer: StoreThread<WriterCalls>
  readonly #reader: StoreThread<ReaderCalls>
  readonly #keeper: StoreThread<KeeperCalls>
  readonly #commits: CommitPriority
  readonly #unlock: () => void
  #commitsUntilMeasure = commitsPerMeasure
  #lastCompaction: Promise<unknown> = Promise.resolve()
  #housekeeping: Promise<void> | undefined
  #housekeepingError: unknown
  #closed: Promise<void> | undefined

  constructor(options: ConnectionOptions, commits: CommitPriority, unlock: () => void) {
    const writer = new StoreThread<WriterCalls>(new URL('./writer-thread.ts', import.meta.url), options)
    const reader = new StoreThread<ReaderCalls>(new URL('./reader-thread.ts', import.meta.url), options)
    super(writer, reader)
    this.access = new SqliteAccessStore(writer, reader)
    this.#writer = writer
    this.#reader = reader
    this.#keeper = new StoreThread(new URL('./keeper-thread.ts', import.meta.url), options)
    this.#commits = commits
    this.#unlock = unlock
  }

  commit(group: readonly CourseCommit[]): Promise<readonly CommitResult[]> {
    return this.#commits.during(() => this.#commitGroup(group))
  }

  async #commitGroup(group: readonly CourseCommit[]): Promise<readonly CommitResult[]> {
    const committing = this.#writer.call('commit', group.map(encodeCommit))
    passFailpoint('group-handed-over')
    const results = await committing
    passFailpoint('group-answered')
    this.#keepHouse(group)
    return results.map(decodeResult)
  }

  loadSummary(courseId: string): Promise<CourseSummary | undefined> {
    return this.#reader.call('loadSummary', courseId)
  }

  loadUpdates(courseId: string, revision: number): Promise<readonly StoredUpdate[]> {
    return this.#reader.call('loadUpdates', { courseId, revision })
  }

  /** One at a time: two of the same course would write the same parts. */
  compact(courseId: string): Promise<void> {
    const threads = { keeper: this.#keeper, writer: this.#writer }
    const compaction = this.#lastCompaction.then(() => compactCourse(threads, courseId))
    this.#lastCompaction = Promise.allSettled([compaction])
    return compaction
  }

  listCourses(): Promise<CourseList['courses']> {
    return this.#reader.call('listCourses', null)
  }

  async readCourse(courseId: string): Promise<CourseDetails | undefined> {
    const json = await this.#reader.call('readCourse', courseId)
    return json === undefined ? undefined : (JSON.parse(json) as CourseDetails)
  }

  readVersion(courseId: string, revision: number): Promise<Uint8Array<ArrayBuffer> | undefined> {
    return this.#keeper.call('readVersion', { courseId, revision })
  }

  setDeleted(courseId: string, deletedAt: number | null): Promise<boolean> {
    return this.#writer.call('setDeleted', { courseId, deletedAt })
  }

  async readOperations(courseId: string, page: { readonly before?: number; readonly limit: number }) {
    const request = { courseId, before: page.before, limit: page.limit }
    const { operations, next } = await this.#reader.call('readOperations', request)
    return { operations: operations.map(decodeOperation), ...(next !== undefined && { next }) }
  }

  async findOperations(courseId: string, operationIds: readonly string[]): Promise<readonly StoredOperation[]> {
    const rows = await this.#reader.call('findOperations', { courseId, operationIds })
    return rows.map(decodeOperation)
  }

  async recentOperations(courseId: string, device: string, limit: number): Promise<readonly StoredOperation[]> {
    const rows = await this.#reader.call('recentOperations', { courseId, device, limit })
    return rows.map(decodeOperation)
  }

  async check(): Promise<void> {
    this.#reader.warm()
    // In this order: the writer brings the schema up to date.
    await this.#writer.call('check', null)
    await this.#reader.call('check', null)
    const error = this.#housekeepingError
    this.#housekeepingError = undefined
    if (error !== undefined) throw error
  }

  close(): Promise<void> {
    this.#closed ??= this.#end()
    return this.#closed
  }

  async #end(): Promise<void> {
    await Promise.all([this.#housekeeping, this.#lastCompaction])
    await Promise.all([this.#reader.close(), this.#keeper.close()])
    passFailpoint('closing-readers-ended')
    // Last, so that the log is moved into the database as its last connection closes.
    await this.#writer.close()
    passFailpoint('closing-log-moved')
    this.#unlock()
  }

  /** After every so many commits and after each large one; never waited for by a commit. A failure is told by `check`. */
  #keepHouse(group: readonly CourseCommit[]): void {
    this.#commitsUntilMeasure -= group.length
    const isLarge = group.some(({ update }) => update && update.bytes.byteLength > limits.largeUpdateBytes)
    if (this.#housekeeping || (this.#commitsUntilMeasure > 0 && !isLarge)) return
    this.#commitsUntilMeasure = commitsPerMeasure
    this.#housekeeping = this.#moveLog()
      .catch(error => {
        this.#housekeepingError = error
      })
      .finally(() => {
        this.#housekeeping = undefined
      })
  }

  /**
   * The keeper moves nearly all of it beside the commits. What they have added meanwhile the writer moves, between two of
   * them, in about a millisecond: only a log that is in the database whole is begun anew, and so stays small.
   */
  async #moveLog(): Promise<void> {
    const pages = await this.#writer.call('measureLog', null)
    if (pages < logPagesDue) return
    passFailpoint('log-measured')
    await this.#keeper.call('checkpoint', null)
    passFailpoint('log-moved-by-keeper')
    await this.#writer.call('checkpoint', null)
    passFailpoint('log-moved-by-writer')
  }
}
