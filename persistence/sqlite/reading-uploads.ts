/** What the store answers about uploads. Runs in the reader thread. */
import type { DatabaseSync } from 'node:sqlite'
import type { UploadState } from '../upload-store.ts'
import type { UploadReaderCalls } from './calls.ts'
import { textOf } from './columns.ts'
import { isComplete, prepareFindUpload, selectUploads, uploadOf } from './upload-rows.ts'

export type UploadReadStatements = ReturnType<typeof prepareUploadReadStatements>

const usable = `WHERE course_id = ? AND status = 'complete' AND (is_referenced OR user_id = ?)`

export function prepareUploadReadStatements(database: DatabaseSync) {
  const prepare = (sql: string) => database.prepare(sql)
  return {
    findUpload: prepareFindUpload(database),
    findAwaiting: prepare('SELECT course_id FROM awaited_uploads WHERE upload_id = ? AND failure IS NULL LIMIT 1'),
    listUploads: prepare(`SELECT * FROM (${selectUploads}) ${usable} ORDER BY finished_at, id`),
    findKnown: prepare(`SELECT * FROM (${selectUploads}) ${usable} AND sha256 = ? AND size_bytes = ? LIMIT 1`),
    listStates: prepare('SELECT id, status FROM uploads'),
  }
}

type Read = <Result>(run: (statements: UploadReadStatements) => Result) => Result

type Handlers = {
  readonly [Kind in keyof UploadReaderCalls]: (
    request: UploadReaderCalls[Kind]['request'],
  ) => UploadReaderCalls[Kind]['response']
}

export function uploadReads(read: Read): Handlers {
  return {
    findUpload: ([uploadId]) =>
      read(({ findUpload }) => {
        const row = findUpload.get(uploadId)
        return row && uploadOf(row)
      }),
    findAwaiting: ([uploadId]) =>
      read(({ findAwaiting }) => {
        const row = findAwaiting.get(uploadId)
        return row && textOf(row['course_id'])
      }),
    listUploads: ([courseId, userId]) =>
      read(({ listUploads }) => listUploads.all(courseId, userId).map(uploadOf).filter(isComplete)),
    findKnownUpload: ([courseId, { sha256, sizeBytes, userId }]) =>
      read(({ findKnown }) => findKnown.all(courseId, userId, sha256, sizeBytes).map(uploadOf).find(isComplete)),
    listUploadStates: () =>
      read(({ listStates }) =>
        listStates.all().map(row => ({
          uploadId: textOf(row['id']),
          // The table's own check.
          status: textOf(row['status']) as UploadState['status'],
        })),
      ),
  }
}
