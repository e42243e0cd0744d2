import type { SessionClock } from '../session/session-seams.ts'

/** What is younger is never swept by the server, and may belong to a gesture that another tab has not written yet [U7]. */
const longMs = 24 * 60 * 60_000

/** By a clock that was wrong, or is, it may be in years to come: as good as long ago. */
export function isLongAgo(at: number, clock: Pick<SessionClock, 'now'>): boolean {
  return Math.abs(clock.now() - at) >= longMs
}
