/** The one transaction of a group, and what each commit of it stores [P1]. Runs in the writer thread. */
import type { DatabaseSync } from 'node:sqlite'
import { passFailpoint } from '../failpoint.ts'
import type { EncodedCommit, EncodedResult } from './calls.ts'
import { checksumOf } from './checksum.ts'
import { integerOf } from './columns.ts'
import { findOperations, prepareFindOperation } from './reading-operations.ts'
import { prepareReferenceStatements, writeReferences } from './referring.ts'
import type { Prepared } from './reopening-connection.ts'

export type CommitStatements = ReturnType<typeof prepareCommitStatements>

const operationColumns = `operation_id, device, user_id, by_id, by_name, saved_at, status, ack, commands`
const deletion = ['deleted_at', 'deleted_by_id', 'deleted_by_name', 'deleted_operation_id']
const chapterColumns = ['title', 'position', ...deletion, 'deleted_video_ids']
const videoColumns = [
  ...['chapter_id', 'title', 'position', 'source_kind', 'source_url', 'upload_id', 'file_name', 'size_bytes'],
  ...['media_type', 'captions', ...deletion],
]

export function prepareCommitStatements(database: DatabaseSync) {
  const prepare = (sql: string) => database.prepare(sql)
  return {
    begin: prepare('BEGIN IMMEDIATE'),
    end: prepare('COMMIT'),
    findCourse: prepare('SELECT revision, epoch, operation_count FROM courses WHERE id = ?'),
    findOperation: prepareFindOperation(database),
    insertCourse: prepare(`
      INSERT INTO courses (id, revision, epoch, updated_at, operation_count, title) VALUES (?, 0, NULL, ?, 0, '')`),
    raiseCourse: prepare(
      'UPDATE courses SET revision = ?, epoch = ?, updated_at = ?, operation_count = ? WHERE id = ?',
    ),
    countOperations: prepare('UPDATE courses SET operation_count = ? WHERE id = ?'),
    describeCourse: prepare('UPDATE courses SET title = ?, language = ?, description = ? WHERE id = ?'),
    insertOwner: prepare(`INSERT INTO members (course_id, user_id, role) VALUES (?, ?, 'owner')`),
    ...prepareRowStatements(database),
    ...prepareReferenceStatements(database),
  }
}

function prepareRowStatements(database: DatabaseSync) {
  const prepare = (sql: string) => database.prepare(sql)
  return {
    insertUpdate: prepare(`
      INSERT INTO updates (course_id, revision, user_id, stored_at, state_vector, delete_set, bytes, checksum)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?)`),
    insertOperation: prepare(`
      INSERT INTO operations (course_id, revision, number, stored_at, ${operationColumns})
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`),
    bindClient: prepare(`
      INSERT INTO clients (course_id, client_id, user_id, name) VALUES (?, ?, ?, ?)
      ON CONFLICT DO UPDATE SET name = excluded.name`),
    insertUnclaimed: prepare(`
      INSERT INTO unclaimed (course_id, revision, user_id, entity, entity_id, fields) VALUES (?, ?, ?, ?, ?, ?)
      ON CONFLICT DO UPDATE SET fields = excluded.fields`),
    writeChapter: prepare(upsert('chapters', chapterColumns)),
    writeVideo: prepare(upsert('videos', videoColumns)),
  }
}

function upsert(table: string, columns: readonly string[]): string {
  return `INSERT INTO ${table} (course_id, id, ${columns.join(', ')}) VALUES (?, ?${', ?'.repeat(columns.length)})
    ON CONFLICT DO UPDATE SET ${columns.map(column => `${column} = excluded.${column}`).join(', ')}`
}

/** Returns when the group is on disk. A throw leaves a transaction for the caller to roll back. */
export function commitGroup(
  { statements }: Prepared<CommitStatements>,
  group: readonly EncodedCommit[],
): readonly EncodedResult[] {
  statements.begin.run()
  passFailpoint('group-begun')
  const results = group.map(commit => storeCommit(statements, commit))
  passFailpoint('group-written')
  statements.end.run()
  passFailpoint('group-committed')
  return results
}

/** Checks first and writes last, so that a commit that is refused leaves nothing and needs no savepoint. */
function storeCommit(statements: CommitStatements, commit: EncodedCommit): EncodedResult {
  const operations = findOperations(statements, commit)
  if (operations.length > 0) return { status: 'duplicate', operations }
  const course = findCourse(statements, commit.courseId)
  const { epoch, revision } = course
  if (commit.update && (epoch !== commit.epoch || revision !== commit.revision)) {
    return { status: 'stale', epoch, revision }
  }
  if (!course.isKnown) statements.insertCourse.run(commit.courseId, commit.at)
  if (commit.update) return raise(statements, commit, course)
  insertOperations(statements, commit, course)
  statements.countOperations.run(course.operationCount + commit.operations.length, commit.courseId)
  return { status: 'committed', epoch, revision }
}

interface CourseState {
  readonly isKnown: boolean
  readonly revision: number
  readonly epoch: string | null
  readonly operationCount: number
}

function findCourse(statements: CommitStatements, courseId: string): CourseState {
  const row = statements.findCourse.get(courseId)
  if (!row) return { isKnown: false, revision: 0, epoch: null, operationCount: 0 }
  return {
    isKnown: true,
    revision: integerOf(row['revision']),
    epoch: typeof row['epoch'] === 'string' ? row['epoch'] : null,
    operationCount: integerOf(row['operation_count']),
  }
}

function raise(statements: CommitStatements, commit: EncodedCommit, course: CourseState): EncodedResult {
  const { courseId, at, userId, update } = commit
  const revision = course.revision + 1
  const epoch = course.epoch ?? commit.newEpoch
  const operationCount = course.operationCount + commit.operations.length
  statements.raiseCourse.run(revision, epoch, at, operationCount, courseId)
  if (commit.owner !== undefined && course.revision === 0) statements.insertOwner.run(courseId, commit.owner)
  if (commit.course) statements.describeCourse.run(...commit.course, courseId)
  if (update) {
    const { stateVector, deleteSet, bytes } = update
    const values = [courseId, revision, userId, at, stateVector, deleteSet, bytes, checksumOf(bytes)]
    statements.insertUpdate.run(...values)
    passFailpoint('update-written')
  }
  insertOperations(statements, commit, { ...course, revision })
  passFailpoint('operations-written')
  for (const row of commit.clients) statements.bindClient.run(courseId, ...row)
  for (const row of commit.unclaimed) statements.insertUnclaimed.run(courseId, revision, userId, ...row)
  for (const row of commit.chapters) statements.writeChapter.run(courseId, ...row)
  for (const row of commit.videos) statements.writeVideo.run(courseId, ...row)
  passFailpoint('rows-written')
  if (commit.uploads) writeReferences(statements, commit, commit.uploads)
  if (commit.uploads) passFailpoint('references-written')
  return { status: 'committed', epoch, revision }
}

function insertOperations(statements: CommitStatements, commit: EncodedCommit, course: CourseState): void {
  for (const [i, row] of commit.operations.entries()) {
    const number = course.operationCount + i + 1
    statements.insertOperation.run(commit.courseId, course.revision, number, commit.at, ...row)
  }
}
