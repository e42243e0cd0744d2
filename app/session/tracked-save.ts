import type { Ack } from '../../course/wire/ack.ts'
import type { PendingOperation } from '../../persistence/local-course-store.ts'
import type { Alarm } from './alarm.ts'
import type { SessionClock } from './session-seams.ts'
import type { PendingView, SaveOutcome } from './session-state.ts'

/** By operationId: whether it was on disk. */
export type KnownSaves = ReadonlyMap<string, boolean>

/** One awaited operation, as the save tracker knows it. */
export interface TrackedSave {
  readonly operation: PendingOperation
  /** This tab pressed Save. */
  readonly isOwn: boolean
  /** It was pending when this tab was opened. */
  readonly isFromLoad: boolean
  readonly isQuiet: boolean
  /** When Save was pressed, on the monotonic clock; unknown for what another tab saved. */
  readonly pressedAtMs?: number
  /** Only what is in the local store can be claimed there; the rest only this tab knows of. */
  isOnDisk: boolean
  isClaiming: boolean
  /** Refused, and its commands are in the draft again. */
  isGivenBack: boolean
  stage: PendingView['stage']
  onDeviceAt?: number
  sentAt?: number
  committedAt?: number
  ackedAt?: number
  onDeviceMs?: number
  sentMs?: number
  ackedMs?: number
  /** Its final fate, once known. */
  ack?: Ack
  readonly stillSaving: Alarm
  readonly claimLater: Alarm
}

export function viewOf(save: TrackedSave): PendingView {
  const { operation, stage, sentAt, committedAt, ackedAt } = save
  // What another tab or an earlier visit saved has been on the disk about since then.
  const onDeviceAt = save.onDeviceAt ?? (save.isOnDisk ? operation.savedAt : undefined)
  return {
    operation,
    stage,
    ...(onDeviceAt !== undefined && { onDeviceAt }),
    ...(sentAt !== undefined && { sentAt }),
    ...(committedAt !== undefined && { committedAt }),
    ...(ackedAt !== undefined && { ackedAt }),
  }
}

/** ms since Save was pressed; by the wall clock where only the record's time is known. */
export function sincePressed(save: TrackedSave, clock: SessionClock): number {
  const { pressedAtMs, operation } = save
  return pressedAtMs === undefined ? Math.max(0, clock.now() - operation.savedAt) : clock.monotonicMs() - pressedAtMs
}

export function outcomeOf(save: TrackedSave, ack: Ack, clock: SessionClock): SaveOutcome {
  const claimedMs = sincePressed(save, clock)
  const { onDeviceMs, sentMs, ackedMs = claimedMs } = save
  return {
    operation: save.operation,
    ack,
    isQuiet: save.isQuiet,
    timing: {
      ...(onDeviceMs !== undefined && { onDeviceMs }),
      ...(sentMs !== undefined && { sentMs }),
      ackedMs,
      claimedMs,
    },
  }
}

/** Until the commands of a refused one are in the draft, the pending list is what keeps them. */
export function isToBeClaimed({ ack, isGivenBack }: TrackedSave): boolean {
  return ack?.status === 'rejected' ? isGivenBack : ack !== undefined
}

/** The first list, and what of the second is not in it. */
export function joined(first: readonly PendingOperation[], second: readonly PendingOperation[]): PendingOperation[] {
  const ids = new Set(first.map(operation => operation.operationId))
  return [...first, ...second.filter(operation => !ids.has(operation.operationId))]
}
