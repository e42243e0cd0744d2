/** One server at a time on a data folder: two would each hold rooms that the other's commits make stale. */
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { LecternError } from '../../course/errors.ts'
import { translateError } from './errors.ts'

/**
 * Held by the operating system for this process and let go by it, however the process ends: no stale lock, no process id
 * that means another process in another container. Returns how to let go.
 *
 * @throws {LecternError} `store-unavailable`: another server uses the folder
 */
export function lockDataDir(dataDir: string): () => void {
  const lock = new DatabaseSync(join(dataDir, 'lock.db'), { timeout: 0 })
  try {
    lock.exec('BEGIN EXCLUSIVE')
  } catch (cause) {
    lock.close()
    const error = translateError(cause)
    if (!(error instanceof LecternError)) throw error
    throw new LecternError('store-unavailable', `another server already uses ${dataDir}`, { cause })
  }
  return () => lock.close()
}
