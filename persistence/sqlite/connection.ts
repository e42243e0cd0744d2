/** Opens DATA_DIR/lectern.db the one way in which what is committed survives power loss [P2]. */
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { LecternError } from '../../course/errors.ts'

export interface ConnectionOptions {
  readonly dataDir: string
  /** Upper bound of the database file, for quotas. The log beside it is not counted. */
  readonly maxBytes?: number
  /** How long to wait for another program that holds the database. */
  readonly busyTimeoutMs?: number
  /** How long the log is made at the start. 0: it grows as it is needed, and commits are slower until it has. */
  readonly stretchedLogBytes?: number
}

const pageBytes = 4096
const cacheKib = 65_536
/** The log is kept at this size after a checkpoint: overwriting it syncs in half the time of growing it. */
const logBytes = 64 * 1024 * 1024

export function openConnection({ dataDir, maxBytes, busyTimeoutMs = 5000 }: ConnectionOptions): DatabaseSync {
  const database = new DatabaseSync(join(dataDir, 'lectern.db'), { timeout: busyTimeoutMs })
  try {
    configure(database)
    if (maxBytes !== undefined) database.exec(`PRAGMA max_page_count = ${Math.floor(maxBytes / pageBytes)}`)
    return database
  } catch (error) {
    database.close()
    throw error
  }
}

/** Nothing is left to a build's defaults: some reopen a WAL database with `synchronous=NORMAL`, which never syncs a commit. */
function configure(database: DatabaseSync): void {
  database.exec(`PRAGMA page_size = ${pageBytes}`)
  expectPragma(database, { name: 'journal_mode', set: 'WAL', read: 'wal' })
  expectPragma(database, { name: 'synchronous', set: 'FULL', read: 2 })
  expectPragma(database, { name: 'foreign_keys', set: 'ON', read: 1 })
  // Checkpoints are the keeper's: an automatic one would run inside a commit.
  expectPragma(database, { name: 'wal_autocheckpoint', set: '0', read: 0 })
  database.exec(`PRAGMA cache_size = -${cacheKib}; PRAGMA journal_size_limit = ${logBytes}`)
}

function expectPragma(database: DatabaseSync, pragma: { name: string; set: string; read: string | number }): void {
  database.exec(`PRAGMA ${pragma.name} = ${pragma.set}`)
  const [value] = Object.values(database.prepare(`PRAGMA ${pragma.name}`).get() ?? {})
  if (value !== pragma.read)
    throw new LecternError('store-unavailable', `${pragma.name} is ${value}, not ${pragma.set}`)
}

/** SQLite up to 3.51.2 can corrupt a WAL that several connections use. @throws {LecternError} `store-version` */
export function assertSqliteVersion(version: string): void {
  const [major = 0, minor = 0, patch = 0] = version.split('.').map(Number)
  const isSafe = major > 3 || (major === 3 && (minor > 51 || (minor === 51 && patch >= 3)))
  if (!isSafe)
    throw new LecternError('store-version', `SQLite ${version} can corrupt the database: 3.51.3 or newer is needed`)
}
