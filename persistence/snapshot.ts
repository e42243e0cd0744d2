/** Compaction, the same for every engine: many updates become one, through a document. */
import * as encoding from 'lib0/encoding'
import * as Y from 'yjs'
import type { CourseUpdate } from './course-store.ts'

/**
 * One update that holds what all of these hold, with its state vector and delete set. Everything in Yjs's V1 encoding.
 * `Y.mergeUpdates` is not used: 20,000 small updates block it for 6 s. Takes about 0.5 s for 50,000 videos: call it
 * off the server's thread.
 */
export function compactUpdates(updates: readonly Uint8Array[]): CourseUpdate {
  const doc = new Y.Doc()
  try {
    doc.transact(() => {
      for (const update of updates) Y.applyUpdate(doc, update)
    })
    return {
      bytes: own(Y.encodeStateAsUpdate(doc)),
      stateVector: own(Y.encodeStateVector(doc)),
      deleteSet: encodeDeleteSet(Y.createDeleteSetFromStructStore(doc.store)),
    }
  } finally {
    doc.destroy()
  }
}

/** As yjs writes it at the end of a V1 update: clients, then for each its number, ranges, and (clock, length) of each. */
function encodeDeleteSet(deleteSet: ReturnType<typeof Y.createDeleteSet>): Uint8Array<ArrayBuffer> {
  const encoder = encoding.createEncoder()
  encoding.writeVarUint(encoder, deleteSet.clients.size)
  for (const [client, ranges] of [...deleteSet.clients].sort(([a], [b]) => b - a)) {
    encoding.writeVarUint(encoder, client)
    encoding.writeVarUint(encoder, ranges.length)
    for (const range of ranges) {
      encoding.writeVarUint(encoder, range.clock)
      encoding.writeVarUint(encoder, range.len)
    }
  }
  return own(encoding.toUint8Array(encoder))
}

/** Yjs's types leave open what lies under an array; ours say a plain ArrayBuffer, so that it can be sent to a thread. */
function own(bytes: Uint8Array): Uint8Array<ArrayBuffer> {
  return bytes.buffer instanceof ArrayBuffer
    ? new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength)
    : new Uint8Array(bytes)
}
