/** What a commit writes of the uploads it refers to. Runs in the writer thread, inside the commit's transaction. */
import type { DatabaseSync } from 'node:sqlite'
import { mayUse, type UploadReference } from '../upload-store.ts'
import type { EncodedCommit } from './calls.ts'
import { prepareFindUpload, uploadOf } from './upload-rows.ts'

export type ReferenceStatements = ReturnType<typeof prepareReferenceStatements>

export function prepareReferenceStatements(database: DatabaseSync) {
  const prepare = (sql: string) => database.prepare(sql)
  return {
    findUpload: prepareFindUpload(database),
    findOtherReference: prepare('SELECT 1 FROM upload_references WHERE upload_id = ? AND course_id <> ? LIMIT 1'),
    insertReference: prepare('INSERT OR IGNORE INTO upload_references VALUES (?, ?, ?, ?)'),
    insertAwaited: prepare('INSERT INTO awaited_uploads VALUES (?, ?, ?, ?, ?, ?, ?, ?)'),
  }
}

/** A reference to what belongs to somebody else is not written: its operation will be told [U7]. */
export function writeReferences(
  statements: ReferenceStatements,
  { courseId, userId, at }: EncodedCommit,
  references: readonly UploadReference[],
): void {
  for (const [number, { uploadId, videoId, awaitedBy }] of references.entries()) {
    const failure = failureOf(statements, { uploadId, courseId, userId })
    if (failure !== 'foreign-upload') statements.insertReference.run(uploadId, courseId, videoId, at)
    if (!awaitedBy) continue
    const { operationId, command } = awaitedBy
    statements.insertAwaited.run(courseId, operationId, number, uploadId, videoId, command, failure, at)
  }
}

function failureOf(
  { findUpload, findOtherReference }: ReferenceStatements,
  asked: { readonly uploadId: string; readonly courseId: string; readonly userId: string },
): string | null {
  const row = findUpload.get(asked.uploadId)
  if (!row) return findOtherReference.get(asked.uploadId, asked.courseId) ? 'foreign-upload' : null
  const upload = uploadOf(row)
  if (!mayUse(upload, asked)) return 'foreign-upload'
  return upload.status === 'failed' ? upload.failure : null
}
