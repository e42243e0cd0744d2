/** A course as it was: the newest snapshot up to then, and the log after it. Runs in the keeper thread. */
import type { DatabaseSync } from 'node:sqlite'
import { encodeVersion } from '../course-version.ts'
import type { KeeperCalls } from './calls.ts'
import { soundBytesOf } from './checksum.ts'
import { integerOf, textOf } from './columns.ts'
import { inOneRead, join, type ReadStatements } from './reading.ts'

type VersionStatements = ReturnType<typeof prepareVersionStatements>
type Statements = Pick<ReadStatements, 'begin' | 'end' | 'findCourse' | 'snapshotParts'> & VersionStatements
type VersionCall = KeeperCalls['readVersion']

export function prepareVersionStatements(database: DatabaseSync) {
  const prepare = (sql: string) => database.prepare(sql)
  return {
    newestSnapshotUpTo: prepare(
      'SELECT max(revision) AS revision FROM snapshots WHERE course_id = ? AND revision <= ?',
    ),
    updatesUpTo: prepare(`
      SELECT bytes, checksum FROM updates WHERE course_id = ? AND revision > ? AND revision <= ? ORDER BY revision`),
    updateTime: prepare('SELECT stored_at FROM updates WHERE course_id = ? AND revision = ?'),
  }
}

export function readVersion(statements: Statements, request: VersionCall['request']): VersionCall['response'] {
  const read = inOneRead(statements, () => readUpTo(statements, request))
  return read && encodeVersion(read.head, read.updates)
}

function readUpTo(statements: Statements, { courseId, revision }: VersionCall['request']) {
  const course = statements.findCourse.get(courseId)
  const update = statements.updateTime.get(courseId, revision)
  if (!course || !update) return undefined
  const newest = statements.newestSnapshotUpTo.get(courseId, revision)?.['revision']
  const from = typeof newest === 'number' ? newest : 0
  const log = statements.updatesUpTo.all(courseId, from, revision).map(soundBytesOf)
  // A gap: the log has been cut, and what is left of it is not the course.
  if (log.length !== revision - from) return undefined
  const parts = statements.snapshotParts.all(courseId, from).map(soundBytesOf)
  return {
    head: { id: courseId, epoch: textOf(course['epoch']), revision, storedAt: integerOf(update['stored_at']) },
    updates: parts.length > 0 ? [join(parts), ...log] : log,
  }
}
