/** The files that saves wait for, whose structure the server has stored [U2]. Pure. */
import type { CourseSessionState } from '../../session/session-state.ts'
import { uploadIdsIn } from '../../uploads/upload-commands.ts'
import type { UploadItem } from '../../uploads/upload-state.ts'

export interface AwaitedFiles {
  readonly total: number
  readonly complete: number
  /** Those that go on only when their author chooses them again. */
  readonly needed: number
  /** All that are left are paused. */
  readonly isPaused: boolean
  /** One of them is lost with this tab. */
  readonly isUnkept: boolean
}

/** Undefined where no save waits for a file that this browser sends. */
export function awaitedFilesOf(
  { pending }: Pick<CourseSessionState, 'pending'>,
  items: readonly UploadItem[],
): AwaitedFiles | undefined {
  const committed = pending.filter(({ stage }) => stage === 'committed')
  const ids = new Set(committed.flatMap(({ operation }) => uploadIdsIn(operation.commands)))
  const awaited = items.filter(({ uploadId, state }) => ids.has(uploadId) && state.status !== 'cancelled')
  if (awaited.length === 0) return undefined
  const open = awaited.filter(({ state }) => state.status !== 'complete')
  return {
    total: awaited.length,
    complete: awaited.length - open.length,
    needed: open.filter(isNeededAgain).length,
    isPaused: open.length > 0 && open.every(({ state }) => state.status === 'paused'),
    isUnkept: open.some(({ isKept }) => !isKept),
  }
}

function isNeededAgain({ state }: UploadItem): boolean {
  return state.status === 'failed' && (state.code === 'file-gone' || state.code === 'file-changed')
}
