/** What time takes away of uploads. Runs in the writer thread, in one transaction. */
import type { DatabaseSync } from 'node:sqlite'
import type { SweptUploads } from '../upload-store.ts'
import { textOf } from './columns.ts'
import { failUpload, type SettleStatements } from './settling-operations.ts'

export function prepareSweepStatements(database: DatabaseSync) {
  const unreferenced = `NOT EXISTS (
    SELECT 1 FROM upload_references r WHERE r.upload_id = uploads.id AND r.course_id = uploads.course_id)`
  return {
    findUnreferenced: database.prepare(`
      SELECT id FROM uploads WHERE status <> 'uploading' AND finished_at < ? AND ${unreferenced}`),
    findExpired: database.prepare(`SELECT id FROM uploads WHERE status = 'uploading' AND active_at < ?`),
    findNeverCome: database.prepare(`
      SELECT DISTINCT upload_id FROM awaited_uploads
      WHERE since < ? AND failure IS NULL AND upload_id NOT IN (SELECT id FROM uploads)`),
    deleteUpload: database.prepare('DELETE FROM uploads WHERE id = ?'),
  }
}

export function sweepUploads(
  statements: SettleStatements & ReturnType<typeof prepareSweepStatements>,
  { before, at }: { readonly before: number; readonly at: number },
): SweptUploads {
  const removed = statements.findUnreferenced.all(before).map(row => textOf(row['id']))
  for (const uploadId of removed) statements.deleteUpload.run(uploadId)
  const expired = statements.findExpired.all(before).map(row => textOf(row['id']))
  const neverCome = statements.findNeverCome.all(before).map(row => textOf(row['upload_id']))
  const settled = [...expired, ...neverCome].flatMap(uploadId =>
    failUpload(statements, uploadId, { failure: 'expired', at }),
  )
  return { removed, expired, settled }
}
