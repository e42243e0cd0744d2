import type { LocalCourse, PendingOperation } from '../../persistence/local-course-store.ts'
import type { DraftBook } from './draft-book.ts'
import type { Mirror } from './mirror.ts'
import type { SaveTracker } from './save-tracker.ts'
import { joined } from './tracked-save.ts'

export interface CarriedOverParts {
  readonly mirror: Mirror
  readonly tracker: SaveTracker
  readonly draft: DraftBook
}

/** The draft and the pending list that go from the present mirror, as it is on disk, into the one in its stead. */
export function carriedOver(
  { updates, draft, pending }: LocalCourse,
  { draft: book, tracker, mirror }: CarriedOverParts,
): Pick<LocalCourse, 'draft' | 'pending'> {
  const kept = mirror.health.kind === 'ok' ? draft : book.entries
  // The browser has thrown the mirror away: it was not other tabs that claimed what is missing.
  if (updates.length === 0) return { draft: kept, pending: joined(tracker.operations, pending) }
  tracker.readPending(pending, { known: tracker.known(), isFromLoad: false })
  return { draft: kept, pending: joined(pending, tracker.onlyHere) }
}

/** Of all tabs, as it is on disk, and what is only in memory here. */
export async function allPending({ tracker, mirror }: CarriedOverParts): Promise<readonly PendingOperation[]> {
  const listed = await mirror.read(store => store.loadPending())
  return listed ? joined(listed, tracker.onlyHere) : tracker.operations
}
