/** All of Lectern's databases in this browser: which courses have one, and removing every one. */
import { courseDatabaseName } from './course-database.ts'
import { deleteDatabase } from './database.ts'

export interface KeptDatabasesOptions {
  /** Default: the browser's. */
  readonly indexedDB?: IDBFactory
}

const prefix = 'lectern-'
const coursePrefix = courseDatabaseName('')

/** Ids of courses; none where a browser does not tell its databases, or has none. */
export async function listKeptCourses(options: KeptDatabasesOptions = {}): Promise<readonly string[]> {
  const names = await listNames(options)
  return names.filter(name => name.startsWith(coursePrefix)).map(name => name.slice(coursePrefix.length))
}

/**
 * Waits until every tab has let go of them.
 *
 * @param courseIds known otherwise, for browsers that do not tell
 * @throws {LecternError} `store-unavailable`
 */
export async function deleteKeptDatabases(
  courseIds: readonly string[],
  options: KeptDatabasesOptions = {},
): Promise<void> {
  const known = [...courseIds.map(courseDatabaseName), `${prefix}device`, `${prefix}files`]
  const names = new Set([...known, ...(await listNames(options))])
  await Promise.all([...names].map(name => deleteDatabase(name, options.indexedDB)))
}

async function listNames({ indexedDB }: KeptDatabasesOptions): Promise<readonly string[]> {
  const factory: IDBFactory | undefined = indexedDB ?? globalThis.indexedDB
  // Firefox tells since version 126.
  const databases = (await factory?.databases?.()) ?? []
  return databases.flatMap(({ name }) => (name?.startsWith(prefix) ? [name] : []))
}
