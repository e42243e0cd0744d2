/** A database as one file of its own: written for a backup, and taken back from one. */
import { closeSync, constants, copyFileSync, fsyncSync, openSync, renameSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { textOf } from './columns.ts'
import { lockDataDir } from './data-dir-lock.ts'
import { translateError } from './errors.ts'

const fileName = 'lectern.db'

/**
 * Writes the database as it is at this moment into `targetDir`, durably: everything committed before is in it, nothing
 * that is committed meanwhile. One read transaction, which holds up no commit; the log grows until it ends. The copy is
 * whole by itself, without a log beside it.
 *
 * @throws {LecternError} `store-corrupt`, `store-full`, `store-unavailable`; and where `targetDir` has one already
 */
export function copySqlite(dataDir: string, targetDir: string): void {
  const target = join(targetDir, fileName)
  translating(() => {
    const database = new DatabaseSync(join(dataDir, fileName), { readOnly: true, timeout: 5000 })
    try {
      // Row by row, not page by page: a page that cannot be read ends it, instead of being copied.
      database.prepare('VACUUM INTO ?').run(target)
    } finally {
      database.close()
    }
  })
  sync(target)
  sync(targetDir)
}

export interface Restoring {
  readonly backupDir: string
  readonly dataDir: string
  readonly newEpoch: () => string
}

/**
 * Puts a backup's database into a folder that has none, each course under a new epoch [S5], without the sessions and the
 * invitations that the backup keeps. It gets its name when all of it is on the disk: a server finds the whole or nothing.
 *
 * @returns how many courses it holds
 * @throws {LecternError} `store-corrupt`, `store-full`, `store-unavailable`
 */
export function restoreSqlite({ backupDir, dataDir, newEpoch }: Restoring): number {
  const unlock = lockDataDir(dataDir)
  const unfinished = join(dataDir, `${fileName}.restoring`)
  try {
    return translating(() => {
      copyFileSync(join(backupDir, fileName), unfinished, constants.COPYFILE_EXCL)
      const courses = beginAgain(unfinished, newEpoch)
      sync(unfinished)
      renameSync(unfinished, join(dataDir, fileName))
      sync(dataDir)
      return courses
    })
  } finally {
    unlock()
  }
}

function beginAgain(file: string, newEpoch: () => string): number {
  const database = new DatabaseSync(file)
  try {
    const courses = database.prepare('SELECT id FROM courses WHERE epoch IS NOT NULL').all()
    const renew = database.prepare('UPDATE courses SET epoch = ? WHERE id = ?')
    database.exec('BEGIN IMMEDIATE')
    for (const { id } of courses) renew.run(newEpoch(), textOf(id))
    // Who has signed out since the backup stays signed out, and a link that was taken back or used up is no good again [R3].
    database.exec('DELETE FROM sessions; DELETE FROM invitations')
    database.exec('COMMIT')
    return courses.length
  } finally {
    database.close()
  }
}

function sync(path: string): void {
  const file = openSync(path, 'r')
  try {
    fsyncSync(file)
  } finally {
    closeSync(file)
  }
}

function translating<Result>(run: () => Result): Result {
  try {
    return run()
  } catch (error) {
    throw translateError(error)
  }
}
