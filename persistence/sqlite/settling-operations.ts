/** How operations that await uploads become `stored`. Runs in the writer thread, inside a transaction. */
import type { DatabaseSync } from 'node:sqlite'
import type { UploadFailure } from '../../course/upload.ts'
import type { StoredOperation } from '../ledger.ts'
import { type AwaitedUpload, settleOperation } from '../settling.ts'
import type { SettledOperation } from '../upload-store.ts'
import type { OperationRow } from './calls.ts'
import { integerOf, textOf } from './columns.ts'
import { ackColumn, decodeOperation } from './encoding.ts'
import { prepareFindOperation } from './reading-operations.ts'
import { prepareFindUpload, uploadOf } from './upload-rows.ts'

export type SettleStatements = ReturnType<typeof prepareSettleStatements>

export function prepareSettleStatements(database: DatabaseSync) {
  const prepare = (sql: string) => database.prepare(sql)
  const select = (where: string) =>
    database.prepare(`SELECT DISTINCT course_id, operation_id FROM awaited_uploads ${where}`)
  return {
    findUpload: prepareFindUpload(database),
    findOperation: prepareFindOperation(database),
    fail: prepare(`
      UPDATE uploads SET status = 'failed', finished_at = ?, failure = ?
      WHERE id = ? AND (status = 'uploading' OR (status = 'complete' AND ? = 'lost'))`),
    failAwaited: prepare('UPDATE awaited_uploads SET failure = ? WHERE upload_id = ? AND failure IS NULL'),
    storeOperation: prepare(
      `UPDATE operations SET status = 'stored', ack = ? WHERE course_id = ? AND operation_id = ?`,
    ),
    awaiting: select('WHERE upload_id = ?'),
    awaitingInCourse: select('WHERE course_id = ?'),
    awaitingAnywhere: select(''),
    awaitedBy: prepare('SELECT * FROM awaited_uploads WHERE course_id = ? AND operation_id = ? ORDER BY number'),
    forgetAwaited: prepare('DELETE FROM awaited_uploads WHERE course_id = ? AND operation_id = ?'),
  }
}

export function failUpload(
  statements: SettleStatements,
  uploadId: string,
  { failure, at }: { readonly failure: UploadFailure; readonly at: number },
): readonly SettledOperation[] {
  const hasFailed = statements.fail.run(at, failure, uploadId, failure).changes > 0
  if (!hasFailed && statements.findUpload.get(uploadId)) return []
  statements.failAwaited.run(failure, uploadId)
  return settle(statements, statements.awaiting.all(uploadId))
}

/** Those of them whose uploads all have their fate. @param operations rows with `course_id` and `operation_id` */
export function settle(statements: SettleStatements, operations: readonly OperationRow[]): readonly SettledOperation[] {
  return operations.flatMap(row => {
    const key = [textOf(row['course_id']), textOf(row['operation_id'])] as const
    const stored = statements.findOperation.get(...key)
    const awaited = statements.awaitedBy.all(...key).map(awaitedRow => awaitedOf(statements, awaitedRow))
    const operation = stored && settleOperation(decodeOperation(stored), awaited)
    if (!operation) return []
    storeSettled(statements, key, operation)
    return [{ courseId: key[0], operation }]
  })
}

function storeSettled(
  { storeOperation, forgetAwaited }: SettleStatements,
  key: readonly [courseId: string, operationId: string],
  operation: StoredOperation,
): void {
  storeOperation.run(ackColumn(operation), ...key)
  forgetAwaited.run(...key)
}

function awaitedOf({ findUpload }: SettleStatements, row: OperationRow): AwaitedUpload {
  const upload = findUpload.get(textOf(row['upload_id']))
  const failure = row['failure']
  return {
    videoId: textOf(row['video_id']),
    command: integerOf(row['command']),
    ...(typeof failure === 'string' && { failure: failure as UploadFailure }),
    ...(upload && { upload: uploadOf(upload) }),
  }
}
