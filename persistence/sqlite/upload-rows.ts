/** Rows of `uploads` as uploads. */
import type { DatabaseSync, StatementSync } from 'node:sqlite'
import type { UploadFailure } from '../../course/upload.ts'
import type { CompleteUpload, StoredUpload, UploadState } from '../upload-store.ts'
import type { OperationRow } from './calls.ts'
import { integerOf, textOf } from './columns.ts'

/** Every column and `is_referenced`; to be followed by WHERE. */
export const selectUploads = `
  SELECT *, EXISTS (
    SELECT 1 FROM upload_references r WHERE r.upload_id = uploads.id AND r.course_id = uploads.course_id
  ) AS is_referenced FROM uploads`

export function prepareFindUpload(database: DatabaseSync): StatementSync {
  return database.prepare(`${selectUploads} WHERE id = ?`)
}

export function uploadOf(row: OperationRow): StoredUpload {
  const expectedSha256 = row['expected_sha256']
  return {
    uploadId: textOf(row['id']),
    courseId: textOf(row['course_id']),
    videoId: textOf(row['video_id']),
    userId: textOf(row['user_id']),
    fileName: textOf(row['file_name']),
    sizeBytes: integerOf(row['size_bytes']),
    ...(typeof expectedSha256 === 'string' && { expectedSha256 }),
    activeAt: integerOf(row['active_at']),
    isReferenced: row['is_referenced'] === 1,
    ...stateOf(row),
  }
}

export function isComplete(upload: StoredUpload): upload is CompleteUpload {
  return upload.status === 'complete'
}

function stateOf(row: OperationRow): UploadState {
  switch (row['status']) {
    case 'complete':
      return { status: 'complete', facts: factsOf(row), finishedAt: integerOf(row['finished_at']) }
    case 'failed':
      // Written by us alone.
      return {
        status: 'failed',
        failure: textOf(row['failure']) as UploadFailure,
        finishedAt: integerOf(row['finished_at']),
      }
    default:
      return { status: 'uploading' }
  }
}

function factsOf(row: OperationRow) {
  return {
    type: textOf(row['media_type']),
    sha256: textOf(row['sha256']),
    durationSeconds: numberOrNull(row['duration_seconds']),
    width: numberOrNull(row['width']),
    height: numberOrNull(row['height']),
  }
}

function numberOrNull(value: OperationRow[string] | undefined): number | null {
  return typeof value === 'number' ? value : null
}
