/** What the store answers about updates and courses. Runs in the reader thread; the keeper uses `loadUpdates` too. */
import type { DatabaseSync, SQLOutputValue } from 'node:sqlite'
import type { CourseList } from '../../course/wire/http.ts'
import type { CourseSummary, StoredUpdate } from '../course-store.ts'
import { soundBytesOf } from './checksum.ts'
import { bytesOf, integerOf, textOf } from './columns.ts'

type Row = Readonly<Record<string, SQLOutputValue>>
export type ReadStatements = ReturnType<typeof prepareReadStatements>

export function prepareReadStatements(database: DatabaseSync) {
  const prepare = (sql: string) => database.prepare(sql)
  return {
    begin: prepare('BEGIN'),
    end: prepare('COMMIT'),
    findCourse: prepare('SELECT * FROM courses WHERE id = ? AND revision > 0'),
    listCourses: prepare('SELECT id, title, revision, updated_at, deleted_at FROM courses WHERE revision > 0'),
    findSnapshot: prepare('SELECT * FROM snapshots WHERE course_id = ? ORDER BY revision DESC LIMIT 1'),
    snapshotParts: prepare(`
      SELECT bytes, checksum FROM snapshot_parts WHERE course_id = ? AND revision = ? ORDER BY part`),
    updatesAfter: prepare('SELECT * FROM updates WHERE course_id = ? AND revision > ? ORDER BY revision'),
    oldestUpdate: prepare('SELECT min(revision) AS revision FROM updates WHERE course_id = ?'),
    updateFactsAfter: prepare(`
      SELECT state_vector, delete_set, length(bytes) AS size_bytes FROM updates
      WHERE course_id = ? AND revision > ? ORDER BY revision`),
    clients: prepare('SELECT client_id, user_id, name FROM clients WHERE course_id = ?'),
  }
}

/** All of a read in one transaction: a snapshot and the log after it must not come from two moments. */
export function inOneRead<Result>(statements: Pick<ReadStatements, 'begin' | 'end'>, read: () => Result): Result {
  statements.begin.run()
  const result = read()
  statements.end.run()
  return result
}

export function loadSummary(statements: ReadStatements, courseId: string): CourseSummary | undefined {
  const course = statements.findCourse.get(courseId)
  if (!course) return undefined
  const snapshot = statements.findSnapshot.get(courseId)
  const updates = statements.updateFactsAfter.all(courseId, snapshot ? integerOf(snapshot['revision']) : 0)
  const held = snapshot ? [snapshot, ...updates] : updates
  return {
    epoch: textOf(course['epoch']),
    revision: integerOf(course['revision']),
    ...deletedAtOf(course),
    stateVectors: held.map(row => bytesOf(row['state_vector'])),
    deleteSets: held.map(row => bytesOf(row['delete_set'])),
    clients: statements.clients.all(courseId).map(clientOf),
    storedBytes: held.reduce((sum, row) => sum + integerOf(row['size_bytes']), 0),
    updatesSinceSnapshot: updates.length,
  }
}

export function loadUpdates(statements: ReadStatements, courseId: string, revision: number): readonly StoredUpdate[] {
  const snapshot = reachesBack(statements, courseId, revision) ? undefined : statements.findSnapshot.get(courseId)
  if (!snapshot) return statements.updatesAfter.all(courseId, revision).map(row => updateOf(row, soundBytesOf(row)))
  const snapshotRevision = integerOf(snapshot['revision'])
  const parts = statements.snapshotParts.all(courseId, snapshotRevision).map(soundBytesOf)
  const whole = { ...updateOf(snapshot, join(parts)), isSnapshot: true }
  return [whole, ...loadUpdates(statements, courseId, snapshotRevision)]
}

/** Whether the log still has the update after this revision. The whole course is read from its snapshot. */
function reachesBack(statements: ReadStatements, courseId: string, revision: number): boolean {
  const oldest = statements.oldestUpdate.get(courseId)?.['revision']
  if (revision === 0) return false
  const newestSnapshot = statements.findSnapshot.get(courseId)?.['revision']
  if (typeof newestSnapshot === 'number' && newestSnapshot <= revision) return true
  return typeof oldest !== 'number' || oldest <= revision + 1
}

export function listCourses(statements: ReadStatements): CourseList['courses'] {
  return statements.listCourses.all().map(courseRowOf)
}

export function courseRowOf(row: Row): CourseList['courses'][number] {
  return {
    id: textOf(row['id']),
    title: textOf(row['title']),
    revision: integerOf(row['revision']),
    updatedAt: integerOf(row['updated_at']),
    ...deletedAtOf(row),
  }
}

export function deletedAtOf(row: Row): { readonly deletedAt?: number } {
  return typeof row['deleted_at'] === 'number' ? { deletedAt: row['deleted_at'] } : {}
}

export function updateOf(row: Row, bytes: Uint8Array<ArrayBuffer>): StoredUpdate {
  return {
    revision: integerOf(row['revision']),
    bytes,
    stateVector: bytesOf(row['state_vector']),
    deleteSet: bytesOf(row['delete_set']),
    isSnapshot: false,
  }
}

function clientOf(row: Row) {
  return { clientId: integerOf(row['client_id']), userId: textOf(row['user_id']), name: textOf(row['name']) }
}

export function join(parts: readonly Uint8Array<ArrayBuffer>[]): Uint8Array<ArrayBuffer> {
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.byteLength, 0))
  let offset = 0
  for (const part of parts) {
    whole.set(part, offset)
    offset += part.byteLength
  }
  return whole
}
