/** The one status chip's meaning, from the session's state alone. */

import type { CourseSessionState, PendingView } from '../../session/session-state.ts'
import { type chipActionText, statusText } from '../../text/status.ts'
import { awaitedText } from '../../text/uploads-showing.ts'
import type { AwaitedFiles } from '../uploads/awaited-files.ts'

export interface Chip {
  readonly kind:
    | 'opening'
    | 'saved'
    | 'draft'
    | 'saving'
    /** Stored, and files of it wait for their author. */
    | 'files'
    | 'offline'
    | 'slower'
    | 'reconnecting'
    | 'closed'
    | 'not-kept'
    | 'refused'
  readonly text: string
  /** What the tooltip adds. */
  readonly detail?: string
  readonly action?: keyof typeof chipActionText
  /** Said at once by a screen reader. */
  readonly isUrgent?: boolean
}

/** An ack is mostly back before this: "Saving…" must not flicker. */
export const savingDelayMs = 250

/**
 * @param now ms since 1970, this device's clock
 * @param files what saves wait for whose structure is stored
 */
export function chipOf(state: CourseSessionState, now: number, files?: AwaitedFiles): Chip {
  if (state.local.kind === 'failed') {
    const { notKept, notKeptDetail } = statusText
    return { kind: 'not-kept', text: notKept, detail: notKeptDetail, action: 'download-copy', isUrgent: true }
  }
  if (state.phase === 'loading') return { kind: 'opening', text: statusText.opening }
  if (state.connection.kind === 'refused') return closedChip(state, state.connection.code)
  const refused = state.draft.filter(entry => entry.refused !== undefined).length
  if (refused > 0)
    return { kind: 'refused', text: statusText.refused(refused), detail: statusText.refusedDetail, action: 'review' }
  return connectedChip(state, now, files)
}

function closedChip(state: CourseSessionState, code: Parameters<typeof statusText.closed>[0]): Chip {
  const count = unstoredCount(state)
  return code === 'sign-in'
    ? { kind: 'closed', text: statusText.signedOut(count), action: 'sign-in' }
    : { kind: 'closed', text: statusText.closed(code, count), ...(count > 0 && { action: 'download-copy' }) }
}

function connectedChip(state: CourseSessionState, now: number, files: AwaitedFiles | undefined): Chip {
  const { connection, draft, pending, lastStoredAt } = state
  if (connection.kind === 'offline') return offlineChip(state, files)
  if (connection.kind === 'connecting') return connectingChip(state)
  if (isSaving(state, now)) return { kind: 'saving', text: statusText.saving }
  if (unstoredCount(state) > 0) return { kind: 'draft', text: statusText.draft(unstoredCount(state)) }
  if (files) return filesChip(files)
  if (draft.length + pending.length > 0) return { kind: 'saving', text: statusText.saving }
  const detail = statusText.storedDetail(lastStoredAt)
  if (connection.kind === 'http') return { kind: 'slower', text: statusText.slower, detail }
  return { kind: 'saved', text: statusText.saved(lastStoredAt), detail }
}

function offlineChip(state: CourseSessionState, files: AwaitedFiles | undefined): Chip {
  const count = unstoredCount(state)
  if (count > 0 || !files) return { kind: 'offline', text: statusText.offline(count) }
  return { kind: 'offline', text: awaitedText.offline(files.total - files.complete), detail: detailOf(files) }
}

/** Stored but for its files: that may take long, and only some of it needs anybody. */
function filesChip(files: AwaitedFiles): Chip {
  const { complete, total, needed, isPaused } = files
  const detail = detailOf(files)
  if (needed > 0) return { kind: 'files', text: awaitedText.needed(needed), detail }
  if (isPaused) return { kind: 'files', text: awaitedText.paused(complete, total), detail }
  return { kind: 'saving', text: awaitedText.saving(complete, total), detail }
}

function detailOf({ needed, isUnkept }: AwaitedFiles): string {
  if (needed > 0) return awaitedText.detailNeeded
  return isUnkept ? awaitedText.detailUnkept : awaitedText.detail
}

/** The first connection of a course with nothing to lose needs no reassurance. */
function connectingChip(state: CourseSessionState): Chip {
  return state.server === undefined && unstoredCount(state) === 0
    ? { kind: 'opening', text: statusText.connecting }
    : { kind: 'reconnecting', text: statusText.reconnecting }
}

/** Whether an operation is on its way, and has been long enough to say so: offline, nothing is. */
export function isSaving({ pending, connection }: CourseSessionState, now: number): boolean {
  const isOnItsWay = connection.kind === 'online' || connection.kind === 'http'
  return isOnItsWay && pending.some(view => isUnanswered(view) && !isFresh(view, now))
}

/** Saved by a clock that has been set back since, it may have been long ago. */
function isFresh({ operation: { savedAt } }: PendingView, now: number): boolean {
  return savedAt <= now && now < savedAt + savingDelayMs
}

/** When `isSaving` will become true if nothing else happens, ms since 1970; undefined where it is or nothing is awaited. */
export function savingBeginsAt({ pending }: CourseSessionState, now: number): number | undefined {
  const times = pending.filter(view => isFresh(view, now)).map(({ operation }) => operation.savedAt + savingDelayMs)
  return times.length > 0 ? Math.min(...times) : undefined
}

/** Commands that the server has not stored: the draft's and those of the pending operations. */
export function unstoredCount({ draft, pending }: CourseSessionState): number {
  return pending.filter(isUnanswered).reduce((sum, { operation }) => sum + operation.commands.length, draft.length)
}

/** What is committed waits for its files alone. */
function isUnanswered({ stage }: PendingView): boolean {
  return stage !== 'committed'
}
