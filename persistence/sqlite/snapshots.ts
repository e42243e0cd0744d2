/** How a snapshot gets into the database: what the writer thread does for it, and in which steps it is asked to. */
import type { DatabaseSync } from 'node:sqlite'
import { passFailpoint } from '../failpoint.ts'
import type { KeeperCalls, SnapshotPart, SnapshotRow, WriterCalls } from './calls.ts'
import { checksumOf } from './checksum.ts'
import { integerOf } from './columns.ts'
import type { StoreThread } from './store-thread.ts'

/** Each part is a transaction of its own: a commit that comes meanwhile waits for one of them, about a millisecond. */
const partBytes = 128 * 1024

export type SnapshotStatements = ReturnType<typeof prepareSnapshotStatements>

export function prepareSnapshotStatements(database: DatabaseSync) {
  const prepare = (sql: string) => database.prepare(sql)
  return {
    begin: prepare('BEGIN IMMEDIATE'),
    end: prepare('COMMIT'),
    insertPart: prepare(
      'INSERT INTO snapshot_parts (course_id, revision, part, bytes, checksum) VALUES (?, ?, ?, ?, ?)',
    ),
    findOtherPart: prepare('SELECT revision, part FROM snapshot_parts WHERE course_id = ? AND revision <> ? LIMIT 1'),
    deletePart: prepare('DELETE FROM snapshot_parts WHERE course_id = ? AND revision = ? AND part = ?'),
    insertSnapshot: prepare(`
      INSERT INTO snapshots (course_id, revision, size_bytes, state_vector, delete_set) VALUES (?, ?, ?, ?, ?)`),
    deleteOtherSnapshots: prepare('DELETE FROM snapshots WHERE course_id = ? AND revision <> ?'),
  }
}

export function writeSnapshotPart({ insertPart }: SnapshotStatements, part: SnapshotPart): void {
  insertPart.run(part.courseId, part.revision, part.part, part.bytes, checksumOf(part.bytes))
  passFailpoint('snapshot-part-written')
}

/** The parts count for nothing until the row that names their revision is there. */
export function finishSnapshot(statements: SnapshotStatements, snapshot: SnapshotRow): void {
  const { courseId, revision, sizeBytes, stateVector, deleteSet } = snapshot
  statements.begin.run()
  statements.insertSnapshot.run(courseId, revision, sizeBytes, stateVector, deleteSet)
  statements.deleteOtherSnapshots.run(courseId, revision)
  passFailpoint('snapshot-row-written')
  statements.end.run()
  passFailpoint('snapshot-finished')
}

/** Deletes one part of another snapshot than this one. False: there is none left. */
export function deleteOtherPart(statements: SnapshotStatements, courseId: string, revision: number): boolean {
  const part = statements.findOtherPart.get(courseId, revision)
  if (part) statements.deletePart.run(courseId, integerOf(part['revision']), integerOf(part['part']))
  if (part) passFailpoint('snapshot-part-deleted')
  return part !== undefined
}

interface Threads {
  readonly keeper: StoreThread<KeeperCalls>
  readonly writer: StoreThread<WriterCalls>
}

/**
 * The keeper makes the snapshot, the writer takes it in between its commits. All that is written goes through one
 * connection: two that wait for each other's transactions do so by sleeping, up to 100 ms.
 */
export async function compactCourse({ keeper, writer }: Threads, courseId: string): Promise<void> {
  const compacted = await keeper.call('compact', courseId)
  if (!compacted) return
  passFailpoint('snapshot-made')
  const { revision, previousRevision, snapshot } = compacted
  const { bytes, stateVector, deleteSet } = snapshot
  const deletePartsExcept = async (kept: number) => {
    while (await writer.call('deleteOtherPart', { courseId, revision: kept }));
  }
  // What a compaction that was cut off has left.
  await deletePartsExcept(previousRevision ?? 0)
  for (let part = 0; part * partBytes < bytes.byteLength; part++) {
    const cut = bytes.slice(part * partBytes, (part + 1) * partBytes)
    await writer.call('writeSnapshotPart', { courseId, revision, part, bytes: cut })
  }
  await writer.call('finishSnapshot', { courseId, revision, sizeBytes: bytes.byteLength, stateVector, deleteSet })
  await deletePartsExcept(revision)
}
