/** Ledger entries of operations that were refused, and how entries become stored operations. */

import { type LecternError, wireCodeOf } from '../course/errors.ts'
import type { Operation } from '../course/operation.ts'
import type { LedgerEntry, StoredOperation } from '../persistence/ledger.ts'
import { isSameValue } from './derive/outcome.ts'
import type { Sender } from './live-course.ts'

export function rejectionOf(operation: Operation, error: LecternError, { userId }: Sender): LedgerEntry {
  const { operationId, device, by, savedAt, commands } = operation
  const status = 'rejected'
  return {
    operationId,
    device,
    userId,
    by,
    savedAt,
    commands,
    status,
    events: [],
    notes: [],
    results: [],
    error: { code: wireCodeOf(error), message: error.message },
  }
}

/** What the ledger holds after the commit that has resolved with this revision. */
export function storedFrom(
  entry: LedgerEntry,
  { revision, storedAt }: { readonly revision: number; readonly storedAt: number },
): StoredOperation {
  return { ...entry, revision, storedAt }
}

export function isSameOperation(a: LedgerEntry, b: LedgerEntry): boolean {
  return a.operationId === b.operationId && isSameValue(a.commands, b.commands)
}
