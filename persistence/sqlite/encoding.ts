/** Commits as rows to be bound, and rows of the ledger as operations. */
import type { Chapter, Deletion, Video } from '../../course/model.ts'
import type { CommitResult, CourseCommit, CourseUpdate, RowChanges } from '../course-store.ts'
import type { LedgerEntry, StoredOperation } from '../ledger.ts'
import type { EncodedCommit, EncodedResult, OperationRow, Row } from './calls.ts'
import { integerOf, textOf } from './columns.ts'

export function encodeCommit(commit: CourseCommit): EncodedCommit {
  const { courseId, expected, newEpoch, at, userId, update, rows, operations, uploads, owner } = commit
  return {
    courseId,
    ...expected,
    newEpoch,
    at,
    userId,
    ...(update && { update: sendable(update) }),
    ...rowsOf(rows),
    clients: commit.clients.map(({ clientId, userId, name }) => [clientId, userId, name]),
    unclaimed: commit.unclaimed.map(({ entity, id, fields }) => [entity, id, JSON.stringify(fields)]),
    operationIds: operations.map(({ operationId }) => operationId),
    operations: operations.map(operationRow),
    ...(uploads && { uploads }),
    ...(owner !== undefined && { owner }),
  }
}

export function rowsOf({
  course,
  chapters,
  videos,
}: RowChanges): Pick<EncodedCommit, 'course' | 'chapters' | 'videos'> {
  return {
    ...(course && { course: [course.title, course.language ?? null, course.description ?? null] }),
    chapters: chapters.map(chapterRow),
    videos: videos.map(videoRow),
  }
}

export function decodeResult(result: EncodedResult): CommitResult {
  if (result.status !== 'duplicate') return result
  return { status: 'duplicate', operations: result.operations.map(decodeOperation) }
}

/** A clone takes the whole buffer under a view: what is a part of a larger one, as a frame's update is, is cut out first. */
function sendable({ bytes, stateVector, deleteSet }: CourseUpdate): CourseUpdate {
  return { bytes: cutOut(bytes), stateVector: cutOut(stateVector), deleteSet: cutOut(deleteSet) }
}

function cutOut(bytes: Uint8Array<ArrayBuffer>): Uint8Array<ArrayBuffer> {
  return bytes.byteLength === bytes.buffer.byteLength ? bytes : bytes.slice()
}

function chapterRow({ id, title, position, deleted }: Chapter): Row {
  return [id, title, position, ...deletionColumns(deleted), deleted ? JSON.stringify(deleted.videoIds) : null]
}

function videoRow({ id, title, place: [chapterId, position], source, captions, deleted }: Video): Row {
  const upload = source?.kind === 'upload' ? source : undefined
  return [
    id,
    chapterId,
    title,
    position,
    source?.kind ?? null,
    source?.kind === 'link' ? source.url : null,
    upload?.uploadId ?? null,
    upload?.fileName ?? null,
    upload?.sizeBytes ?? null,
    upload?.type ?? null,
    captions ? JSON.stringify(captions) : null,
    ...deletionColumns(deleted),
  ]
}

function deletionColumns(deleted: Deletion | undefined): Row {
  if (!deleted) return [null, null, null, null]
  return [deleted.at, deleted.by.id, deleted.by.name, deleted.operationId]
}

function operationRow(entry: LedgerEntry): Row {
  const { operationId, device, userId, by, savedAt, status, commands } = entry
  return [operationId, device, userId, by.id, by.name, savedAt, status, ackColumn(entry), JSON.stringify(commands)]
}

export function ackColumn({ events, notes, results, error }: LedgerEntry): string {
  return JSON.stringify({ events, notes, results, ...(error && { error }) })
}

type AckColumn = Pick<StoredOperation, 'events' | 'notes' | 'results' | 'error'>

/** The JSON and the status are as `operationRow` wrote them, checked by the gate before: not checked again. */
export function decodeOperation(row: OperationRow): StoredOperation {
  return {
    operationId: textOf(row['operation_id']),
    device: textOf(row['device']),
    userId: textOf(row['user_id']),
    by: { id: textOf(row['by_id']), name: textOf(row['by_name']) },
    savedAt: integerOf(row['saved_at']),
    commands: JSON.parse(textOf(row['commands'])) as StoredOperation['commands'],
    status: textOf(row['status']) as StoredOperation['status'],
    ...(JSON.parse(textOf(row['ack'])) as AckColumn),
    revision: integerOf(row['revision']),
    storedAt: integerOf(row['stored_at']),
  }
}
