/** A save in the document: its changes and its record, in one transaction [C6]. */
import type * as Y from 'yjs'
import { courseMap, operationsMap, schemaVersion } from './document.ts'
import type { Stamp } from './model.ts'
import { clientOfSlot, type Operation, slotKey } from './operation.ts'
import { writeCommand } from './write-command.ts'

export interface OperationWrite {
  readonly operation: Operation
  /** Operations of this device whose fate is not final: their records are kept. */
  readonly awaited: ReadonlySet<string>
}

export function stampOf(operation: Operation): Stamp {
  return { by: operation.by, at: operation.savedAt, operationId: operation.operationId }
}

/**
 * Writes all commands and the operation's record, in one transaction with the operation as its origin. The record
 * takes the lowest slot of this document's clientID whose operation is final; the device's own final records under
 * older clientIDs are removed.
 *
 * @returns the transaction's update, V1: what the mirror keeps and the wire carries
 */
export function writeOperation(doc: Y.Doc, { operation, awaited }: OperationWrite): Uint8Array {
  if (doc._transaction) throw new Error('an operation inside a transaction would not be an update of its own')
  let update: Uint8Array | undefined
  const keep = (bytes: Uint8Array, origin: unknown) => {
    if (origin === operation) update = bytes
  }
  doc.on('update', keep)
  try {
    doc.transact(() => {
      if (!courseMap(doc).has('schema')) courseMap(doc).set('schema', schemaVersion)
      const stamp = stampOf(operation)
      for (const command of operation.commands) writeCommand(doc, command, stamp)
      writeRecord(doc, operation, awaited)
    }, operation)
  } finally {
    doc.off('update', keep)
  }
  if (!update) throw new Error('a transaction that writes a record makes an update')
  return update
}

function writeRecord(doc: Y.Doc, operation: Operation, awaited: ReadonlySet<string>): void {
  const records = operationsMap(doc)
  const recordAt = (key: string) => (records.get(key) ?? {}) as Partial<Operation>
  const isFinal = (key: string) => !awaited.has(recordAt(key).operationId ?? '')
  for (const key of [...records.keys()]) {
    const isOlder = clientOfSlot(key) !== doc.clientID
    if (isOlder && recordAt(key).device === operation.device && isFinal(key)) records.delete(key)
  }
  let slot = 0
  while (!isFinal(slotKey(doc.clientID, slot))) slot++
  records.set(slotKey(doc.clientID, slot), operation)
}
