/** A folder with a lectern.db, read as it stands: beside a running server, of a backup, or to be mended. */
import { statSync } from 'node:fs'
import { join as joinPath } from 'node:path'
import { DatabaseSync, type SQLOutputValue } from 'node:sqlite'
import { LecternError } from '../../course/errors.ts'
import type { Course } from '../../course/model.ts'
import type { InspectedCourse, InspectedStore } from '../inspected-store.ts'
import { isSound } from './checksum.ts'
import { bytesOf, integerOf, textOf } from './columns.ts'
import { assertSqliteVersion, openConnection } from './connection.ts'
import { lockDataDir } from './data-dir-lock.ts'
import { decodeOperation } from './encoding.ts'
import { translateError } from './errors.ts'
import { schemaVersion } from './migrations.ts'
import { join, updateOf } from './reading.ts'
import { courseOf } from './reading-details.ts'
import { prepareRowWrites, writeRows } from './rewriting-rows.ts'
import { selectUploads, uploadOf } from './upload-rows.ts'

type Row = Readonly<Record<string, SQLOutputValue>>

/** @throws {LecternError} `store-unavailable`, `store-corrupt`, `store-version`: written by another Lectern */
export function inspectSqlite(dataDir: string): InspectedStore {
  const open = () => new DatabaseSync(joinPath(dataDir, 'lectern.db'), { readOnly: true, timeout: 5000 })
  return new SqliteInspectedStore(dataDir, open, () => {})
}

/** With the right to write. @throws {LecternError} also `store-unavailable`: a server uses the folder */
export function mendSqlite(dataDir: string): InspectedStore {
  assertSqliteVersion(process.versions['sqlite'] ?? '0')
  const unlock = lockDataDir(dataDir)
  try {
    return new SqliteInspectedStore(dataDir, () => openConnection({ dataDir }), unlock)
  } catch (error) {
    unlock()
    throw error
  }
}

class SqliteInspectedStore implements InspectedStore {
  readonly #dataDir: string
  readonly #database: DatabaseSync
  readonly #unlock: () => void

  constructor(dataDir: string, open: () => DatabaseSync, unlock: () => void) {
    this.#dataDir = dataDir
    this.#unlock = unlock
    this.#database = translating(open)
    try {
      const version = this.#schema()
      if (version === schemaVersion) return
      const message = `the database has schema ${version}, this Lectern reads and writes ${schemaVersion}`
      throw new LecternError('store-version', message)
    } catch (error) {
      this.#database.close()
      throw error
    }
  }

  findDamage(): readonly string[] {
    try {
      const found = this.#all('PRAGMA integrity_check').map(row => textOf(row['integrity_check']))
      const missing = this.#all('PRAGMA foreign_key_check').map(
        row => `a row of ${row['table']} belongs to a row of ${row['parent']} that is not there`,
      )
      return [...found.filter(line => line !== 'ok'), ...missing]
    } catch (error) {
      // Damage beyond what the check itself survives.
      if (error instanceof LecternError && error.code === 'store-corrupt') return [error.message]
      throw error
    }
  }

  facts() {
    const log = statSync(joinPath(this.#dataDir, 'lectern.db-wal'), { throwIfNoEntry: false })
    const engine = `SQLite ${process.versions['sqlite']}`
    return { engine, schema: this.#schema(), logBytes: log?.size ?? 0 }
  }

  count() {
    return {
      courses: this.#number('SELECT count(*) AS n FROM courses WHERE revision > 0'),
      updates: this.#number('SELECT count(*) AS n FROM updates'),
      operations: this.#number('SELECT count(*) AS n FROM operations'),
      uploads: this.#number('SELECT count(*) AS n FROM uploads'),
    }
  }

  listCourses(): readonly string[] {
    return this.#all('SELECT id FROM courses ORDER BY id').map(row => textOf(row['id']))
  }

  /** In one read transaction. */
  inspect<Result>(courseId: string, read: (course: InspectedCourse) => Result): Result {
    return translating(() => {
      this.#database.exec('BEGIN')
      try {
        return read(this.#courseOf(courseId))
      } finally {
        if (this.#database.isTransaction) this.#database.exec('ROLLBACK')
      }
    })
  }

  listUploads() {
    return this.#all(`${selectUploads} ORDER BY id`).map(uploadOf)
  }

  findUpload(uploadId: string) {
    const [row] = this.#all(`${selectUploads} WHERE id = ?`, uploadId)
    return row && uploadOf(row)
  }

  writeRows(courseId: string, course: Course): void {
    translating(() => writeRows(prepareRowWrites(this.#database), courseId, course))
  }

  close(): void {
    this.#database.close()
    this.#unlock()
  }

  #courseOf(courseId: string): InspectedCourse {
    const [row] = this.#all('SELECT * FROM courses WHERE id = ?', courseId)
    if (!row) throw new LecternError('unknown-course', `no course ${courseId}`)
    const chapters = this.#all('SELECT * FROM chapters WHERE course_id = ?', courseId)
    const videos = this.#all('SELECT * FROM videos WHERE course_id = ?', courseId)
    const awaiting = this.#all('SELECT operation_id FROM awaited_uploads WHERE course_id = ?', courseId)
    const snapshot = this.#snapshotOf(courseId)
    return {
      courseId,
      revision: integerOf(row['revision']),
      epoch: typeof row['epoch'] === 'string' ? row['epoch'] : null,
      operationCount: integerOf(row['operation_count']),
      rows: courseOf(row, { chapters, videos }),
      ...(snapshot && { snapshot }),
      awaiting: new Set(awaiting.map(({ operation_id }) => textOf(operation_id))),
      updates: () =>
        this.#each('SELECT * FROM updates WHERE course_id = ? ORDER BY revision', courseId, row => ({
          ...updateOf(row, bytesOf(row['bytes'])),
          isSound: isSound(row),
        })),
      operations: () =>
        this.#each('SELECT * FROM operations WHERE course_id = ? ORDER BY revision, number', courseId, decodeOperation),
    }
  }

  #snapshotOf(courseId: string): InspectedCourse['snapshot'] {
    const [row] = this.#all('SELECT * FROM snapshots WHERE course_id = ? ORDER BY revision DESC LIMIT 1', courseId)
    if (!row) return undefined
    const parts = this.#all(
      'SELECT bytes, checksum FROM snapshot_parts WHERE course_id = ? AND revision = ? ORDER BY part',
      courseId,
      integerOf(row['revision']),
    )
    const bytes = join(parts.map(part => bytesOf(part['bytes'])))
    return {
      ...updateOf(row, bytes),
      isSnapshot: true,
      isSound: parts.every(isSound),
      sizeBytes: integerOf(row['size_bytes']),
    }
  }

  /** One row after the other: a log may be larger than memory. */
  *#each<Item>(sql: string, courseId: string, itemOf: (row: Row) => Item): Iterable<Item> {
    for (const row of this.#database.prepare(sql).iterate(courseId)) yield itemOf(row)
  }

  #all(sql: string, ...values: readonly (string | number)[]): Row[] {
    return translating(() => this.#database.prepare(sql).all(...values))
  }

  #number(sql: string): number {
    return integerOf(this.#all(sql)[0]?.['n'])
  }

  #schema(): number {
    return integerOf(this.#all('PRAGMA user_version')[0]?.['user_version'])
  }
}

function translating<Result>(run: () => Result): Result {
  try {
    return run()
  } catch (error) {
    throw translateError(error)
  }
}
