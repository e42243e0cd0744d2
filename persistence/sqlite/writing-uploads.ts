/** What is written of uploads. Runs in the writer thread, each in one transaction. */
import type { DatabaseSync } from 'node:sqlite'
import { passFailpoint } from '../failpoint.ts'
import { announcedAgain, type MediaFacts, type NewUpload } from '../upload-store.ts'
import type { UploadWriterCalls } from './calls.ts'
import { failUpload, prepareSettleStatements, settle } from './settling-operations.ts'
import { prepareSweepStatements, sweepUploads } from './sweeping-uploads.ts'
import { uploadOf } from './upload-rows.ts'

export type UploadStatements = ReturnType<typeof prepareUploadStatements>

export function prepareUploadStatements(database: DatabaseSync) {
  const prepare = (sql: string) => database.prepare(sql)
  return {
    begin: prepare('BEGIN IMMEDIATE'),
    end: prepare('COMMIT'),
    findOtherReference: prepare('SELECT 1 FROM upload_references WHERE upload_id = ? AND course_id <> ? LIMIT 1'),
    insertUpload: prepare(`
      INSERT OR REPLACE INTO uploads
        (id, course_id, video_id, user_id, status, file_name, size_bytes, expected_sha256, active_at)
      VALUES (?, ?, ?, ?, 'uploading', ?, ?, ?, ?)`),
    touchUpload: prepare(`UPDATE uploads SET active_at = ? WHERE id = ? AND status = 'uploading'`),
    complete: prepare(`
      UPDATE uploads SET status = 'complete', finished_at = ?, media_type = ?, sha256 = ?, duration_seconds = ?,
        width = ?, height = ? WHERE id = ? AND status = 'uploading'`),
    ...prepareSettleStatements(database),
    ...prepareSweepStatements(database),
  }
}

type Write = <Result>(write: (statements: UploadStatements) => Result) => Result

type Handlers = {
  readonly [Kind in keyof UploadWriterCalls]: (
    request: UploadWriterCalls[Kind]['request'],
  ) => UploadWriterCalls[Kind]['response']
}

export function uploadWrites(write: Write): Handlers {
  return {
    createUpload: ([upload]) => write(statements => createUpload(statements, upload)),
    touchUpload: ([uploadId, activeAt]) =>
      write(({ touchUpload }) => {
        touchUpload.run(activeAt, uploadId)
        return null
      }),
    completeUpload: ([uploadId, facts, at]) =>
      write(statements => {
        complete(statements, uploadId, { facts, at })
        const settled = settle(statements, statements.awaiting.all(uploadId))
        passFailpoint('upload-row-written')
        return settled
      }),
    failUpload: ([uploadId, failure, at]) => write(statements => failUpload(statements, uploadId, { failure, at })),
    settleOperations: ([courseId]) =>
      write(statements =>
        settle(
          statements,
          courseId === undefined ? statements.awaitingAnywhere.all() : statements.awaitingInCourse.all(courseId),
        ),
      ),
    sweepUploads: ([before, at]) => write(statements => sweepUploads(statements, { before, at })),
  }
}

function createUpload(statements: UploadStatements, upload: NewUpload): 'created' | 'known' | 'refused' {
  const { uploadId, courseId, videoId, userId, fileName, sizeBytes, expectedSha256, activeAt } = upload
  const row = statements.findUpload.get(uploadId)
  if (!row && statements.findOtherReference.get(uploadId, courseId)) return 'refused'
  const known = row && uploadOf(row)
  const answer = known ? announcedAgain(known, upload) : 'created'
  if (answer !== 'created') return answer
  statements.insertUpload.run(
    ...[uploadId, courseId, videoId, userId, fileName, sizeBytes, expectedSha256 ?? null, activeAt],
  )
  return 'created'
}

function complete(
  statements: UploadStatements,
  uploadId: string,
  { facts, at }: { readonly facts: MediaFacts; readonly at: number },
): void {
  const { type, sha256, durationSeconds, width, height } = facts
  statements.complete.run(at, type, sha256, durationSeconds, width, height, uploadId)
}
