/** What a client lacks, from the stored bytes alone: a reader needs no loaded document [design 5.1]. */
import * as Y from 'yjs'
import type { CourseStore, StoredUpdate } from '../persistence/course-store.ts'
import { updateOfDeletes } from './gate/delete-ranges.ts'
import { KnownState } from './gate/known-state.ts'

export interface ClientPosition {
  /** Decoded from its SyncStep1. */
  readonly stateVector: ReadonlyMap<number, number>
  /** The last commit of this epoch that its mirror holds, as it says; 0 for none. */
  readonly revision: number
}

export interface MissingUpdates {
  /** In order; each can be applied when those before it have been. */
  readonly updates: readonly Uint8Array<ArrayBuffer>[]
  /** The last of them: deletions that the client may lack, or nothing. */
  readonly final: Uint8Array<ArrayBuffer>
  /** The revision that all of them lead to. */
  readonly revision: number
}

const nothing = new Uint8Array([0, 0])

/** Below this size an update that the client has in part is sent whole. */
const maxResentBytes = 64 * 1024

export async function missingUpdates(
  store: CourseStore,
  courseId: string,
  client: ClientPosition,
): Promise<MissingUpdates> {
  if (client.revision > 0 && client.stateVector.size > 0) {
    const log = await store.loadUpdates(courseId, client.revision)
    const since = {
      updates: log.map(({ bytes }) => bytes),
      final: nothing,
      revision: lastRevision(log, client.revision),
    }
    if (await leadsToPresent(store, courseId, { log, client })) return since
  }
  const stored = await store.loadUpdates(courseId, 0)
  const revision = lastRevision(stored, 0)
  if (client.stateVector.size === 0) return { updates: stored.map(({ bytes }) => bytes), final: nothing, revision }
  const deletes = new KnownState()
  for (const { stateVector, deleteSet } of stored) deletes.addStored(stateVector, deleteSet)
  return {
    updates: stored.flatMap(update => partLacking(update, client.stateVector)),
    final: updateOfDeletes(deletes.encodeDeleteSet()),
    revision,
  }
}

function lastRevision(updates: readonly StoredUpdate[], otherwise: number): number {
  return updates.at(-1)?.revision ?? otherwise
}

/** A mirror that lost what its revision promises gets everything again. */
async function leadsToPresent(
  store: CourseStore,
  courseId: string,
  { log, client }: { log: readonly StoredUpdate[]; client: ClientPosition },
): Promise<boolean> {
  const summary = await store.loadSummary(courseId)
  if (!summary) return false
  const after = new KnownState()
  for (const { stateVector, deleteSet } of log) after.addStored(stateVector, deleteSet)
  const present = new KnownState()
  for (const stateVector of summary.stateVectors) present.addStored(stateVector, new Uint8Array([0]))
  return [...present.stateVector].every(
    ([id, clock]) => Math.max(client.stateVector.get(id) ?? 0, after.clockOf(id)) >= clock,
  )
}

function partLacking(update: StoredUpdate, has: ReadonlyMap<number, number>): Uint8Array<ArrayBuffer>[] {
  const ends = [...Y.decodeStateVector(update.stateVector)]
  if (ends.every(([client, clock]) => (has.get(client) ?? 0) >= clock)) return []
  if (update.bytes.length <= maxResentBytes) return [update.bytes]
  return [Y.diffUpdate(update.bytes, Y.encodeStateVector(new Map(has))) as Uint8Array<ArrayBuffer>]
}
