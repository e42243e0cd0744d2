/** The write-ahead log's length: how long it is made at the start, and when it is moved into the database. */
import { statfsSync } from 'node:fs'
import type { DatabaseSync } from 'node:sqlite'
import { isLecternError } from '../../course/errors.ts'
import { passFailpoint } from '../failpoint.ts'
import type { ConnectionOptions } from './connection.ts'
import { translateError } from './errors.ts'

/** From this length (in pages of 4 KiB) the log is moved into the database, to be begun anew. */
export const logPagesDue = 4096
/** Room for the commits that come while it is moved. */
const defaultStretchedBytes = (logPagesDue + 512) * 4096

/**
 * Makes the log's file long before the first commit needs it: a sync of bytes that are written over takes half the time
 * of one that makes the file grow (a commit 0.23 ms instead of 0.36 ms). A transaction larger than its cache
 * spills into the log; rolled back, it leaves nothing but the file's length, and one small commit syncs that. Takes
 * about 50 ms. Where it would take most of the room there is, that belongs to commits.
 */
export function stretchLog(database: DatabaseSync, { dataDir, stretchedLogBytes }: ConnectionOptions): void {
  const sizeBytes = stretchedLogBytes ?? defaultStretchedBytes
  if (sizeBytes === 0 || roomBytes(dataDir) < 2 * sizeBytes) return
  const cache = database.prepare('PRAGMA cache_size').get()?.['cache_size']
  try {
    database.exec('PRAGMA cache_size = 10; BEGIN; CREATE TABLE stretch (bytes)')
    database.exec(`INSERT INTO stretch VALUES (zeroblob(${sizeBytes}))`)
    passFailpoint('log-stretching')
  } catch (thrown) {
    const error = translateError(thrown)
    // A quota: commits are only slower, or refused with a reason of their own.
    if (!(isLecternError(error) && error.code === 'store-full')) throw error
  } finally {
    if (database.isTransaction) database.exec('ROLLBACK')
    database.exec(`PRAGMA cache_size = ${cache}`)
  }
  const version = database.prepare('PRAGMA user_version').get()?.['user_version']
  database.exec(`PRAGMA user_version = ${version}`)
  passFailpoint('log-stretched')
}

function roomBytes(dataDir: string): number {
  const { bavail, bsize } = statfsSync(dataDir)
  return bavail * bsize
}
