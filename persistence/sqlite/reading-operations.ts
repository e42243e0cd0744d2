/** The ledger's pages. Runs in the reader thread; the rows' JSON is parsed by who asked. */
import type { DatabaseSync, StatementSync } from 'node:sqlite'
import type { OperationRow, ReaderCalls } from './calls.ts'
import { integerOf } from './columns.ts'

export type OperationStatements = ReturnType<typeof prepareOperationStatements>

const newestFirst = 'ORDER BY revision DESC, number DESC'

export function prepareOperationStatements(database: DatabaseSync) {
  const prepare = (sql: string) => database.prepare(sql)
  return {
    revisionsBelow: prepare(`
      SELECT revision FROM operations WHERE course_id = ? AND revision < ? ${newestFirst} LIMIT ?`),
    operationsBetween: prepare(`
      SELECT * FROM operations WHERE course_id = ? AND revision >= ? AND revision < ? ${newestFirst}`),
    findOperation: prepareFindOperation(database),
    recentOperations: prepare(`
      SELECT * FROM operations WHERE course_id = ? AND device = ? ${newestFirst} LIMIT ?`),
  }
}

/** The index alone tells where the page ends; only its own rows, which may be large, are read. */
export function readOperations(
  statements: OperationStatements,
  { courseId, before = Number.MAX_SAFE_INTEGER, limit }: ReaderCalls['readOperations']['request'],
): ReaderCalls['readOperations']['response'] {
  const revisions = statements.revisionsBelow.all(courseId, before, limit + 1).map(row => integerOf(row['revision']))
  const newest = revisions[0]
  if (newest === undefined) return { operations: [], next: undefined }
  const beyond = revisions[limit]
  const from = beyond === undefined ? 0 : lowestWhole(revisions, beyond, newest)
  const operations = statements.operationsBetween.all(courseId, from, before)
  const hasMore = statements.revisionsBelow.get(courseId, from, 1) !== undefined
  return { operations, next: hasMore ? from : undefined }
}

/** A revision with more operations than the limit is a page of its own: a page must lead on. */
function lowestWhole(revisions: readonly number[], beyond: number, newest: number): number {
  return revisions.findLast(revision => revision > beyond) ?? newest
}

export function prepareFindOperation(database: DatabaseSync): StatementSync {
  return database.prepare('SELECT * FROM operations WHERE course_id = ? AND operation_id = ?')
}

export function findOperations(
  { findOperation }: { readonly findOperation: StatementSync },
  { courseId, operationIds }: ReaderCalls['findOperations']['request'],
): readonly OperationRow[] {
  const found: OperationRow[] = []
  for (const operationId of operationIds) {
    const row = findOperation.get(courseId, operationId)
    if (row) found.push(row)
  }
  return found
}
