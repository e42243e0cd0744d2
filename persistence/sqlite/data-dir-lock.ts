/** One server at a time on a data folder: two would each hold rooms that the other's commits make stale. */
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { isLecternError, LecternError } from '../../course/errors.ts'
import { isBusy, translateError } from './errors.ts'

/**
 * Held by the operating system for this process and let go by it, however the process ends: no stale lock, no process id
 * that means another process in another container. Returns how to let go.
 *
 * @throws {LecternError} `store-unavailable`: another server uses the folder; `store-full`: an empty lock.db needs room for
 *   a page's journal, and nobody holds it
 */
export function lockDataDir(dataDir: string): () => void {
  const path = join(dataDir, 'lock.db')
  const lock = new DatabaseSync(path, { timeout: 0 })
  try {
    lock.exec('BEGIN EXCLUSIVE')
  } catch (cause) {
    lock.close()
    const error = translateError(cause)
    if (!isLecternError(error)) throw error
    const message = isBusy(cause) ? `another server already uses ${dataDir}` : `${path}: ${error.message}`
    throw new LecternError(error.code, message, { cause })
  }
  return () => lock.close()
}
