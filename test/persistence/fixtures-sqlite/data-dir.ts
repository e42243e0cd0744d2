/** Folders for SQLite to write into, removed when their test is over. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { onTestFinished } from 'vitest'
import type { CourseStore } from '../../../persistence/course-store.ts'
import { openSqliteCourseStore, type SqliteOptions } from '../../../persistence/sqlite/course-store.ts'

export function makeDataDir(): string {
  const dataDir = mkdtempSync(join(tmpdir(), 'lectern-'))
  onTestFinished(() => rmSync(dataDir, { recursive: true, force: true }))
  return dataDir
}

export async function openStore(options: SqliteOptions): Promise<CourseStore> {
  const store = await openSqliteCourseStore(options)
  onTestFinished(() => store.close())
  return store
}

/** As any other program would: nothing that Lectern sets on its own connections is set here. */
export function withDatabase<Result>(dataDir: string, run: (database: DatabaseSync) => Result): Result {
  const database = new DatabaseSync(join(dataDir, 'lectern.db'))
  try {
    return run(database)
  } finally {
    database.close()
  }
}

export function queryDatabase(dataDir: string, sql: string): readonly object[] {
  return withDatabase(dataDir, database =>
    database
      .prepare(sql)
      .all()
      .map(row => ({ ...row })),
  )
}
