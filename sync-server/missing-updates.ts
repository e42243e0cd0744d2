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
    const deletes = await deletesOfPresent(store, courseId, { log, client })
    const revision = lastRevision(log, client.revision)
    if (deletes) return { updates: log.map(({ bytes }) => bytes), final: updateOfDeletes(deletes), revision }
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

/**
 * All deletions of the course, where the log leads the client to its present state vector; a mirror that lost what its
 * revision promises gets everything again. Deletions it may have lost do not show in a state vector: they are all sent.
 */
async function deletesOfPresent(
  store: CourseStore,
  courseId: string,
  { log, client }: { log: readonly StoredUpdate[]; client: ClientPosition },
): Promise<Uint8Array | undefined> {
  const summary = await store.loadSummary(courseId)
  if (!summary || summary.revision < client.revision) return undefined
  const present = KnownState.ofStored(summary)
  const reached = clocksAfter(log, client.stateVector)
  const isWhole = reached && [...present.stateVector].every(([id, clock]) => (reached.get(id) ?? 0) >= clock)
  return isWhole ? present.encodeDeleteSet() : undefined
}

/** Undefined: the log does not follow what the client has. */
function clocksAfter(log: readonly StoredUpdate[], has: ReadonlyMap<number, number>): Map<number, number> | undefined {
  const clocks = new Map(has)
  for (const { bytes } of log) {
    const { from, to } = Y.parseUpdateMeta(bytes)
    for (const [id, start] of from) if (start > (clocks.get(id) ?? 0)) return undefined
    for (const [id, end] of to) clocks.set(id, Math.max(end, clocks.get(id) ?? 0))
  }
  return clocks
}

function partLacking(update: StoredUpdate, has: ReadonlyMap<number, number>): Uint8Array<ArrayBuffer>[] {
  const ends = [...Y.decodeStateVector(update.stateVector)]
  if (ends.every(([client, clock]) => (has.get(client) ?? 0) >= clock)) return []
  if (update.bytes.length <= maxResentBytes) return [update.bytes]
  // Of the many clients in a course, those that this update is of.
  const own = new Map(ends.map(([client]) => [client, has.get(client) ?? 0]))
  return [Y.diffUpdate(update.bytes, Y.encodeStateVector(own)) as Uint8Array<ArrayBuffer>]
}
