/** How an operation that awaits uploads becomes `stored`, the same for every engine. Pure. */
import type { CourseEvent } from '../course/event.ts'
import type { Note } from '../course/result.ts'
import type { UploadFailure } from '../course/upload.ts'
import type { StoredOperation } from './ledger.ts'
import { finalDataOf, type StoredUpload } from './upload-store.ts'

/** One upload that an operation awaits, and what is known of it. */
export interface AwaitedUpload {
  readonly videoId: string
  readonly command: number
  /** Set for good, whatever comes later [U5]. */
  readonly failure?: UploadFailure
  readonly upload?: StoredUpload
}

type Fate = { readonly event: CourseEvent; readonly note?: Note }

/** @returns the operation as it is from now on; undefined while one of its uploads is on its way */
export function settleOperation(
  operation: StoredOperation,
  awaited: readonly AwaitedUpload[],
): StoredOperation | undefined {
  const fates = awaited.map(fateOf)
  if (operation.status !== 'committed' || !fates.every(fate => fate !== undefined)) return undefined
  const { operationId, results } = operation
  return {
    ...operation,
    status: 'stored',
    events: [
      ...operation.events,
      ...fates.map(({ event }) => event),
      { type: 'batch-operation-complete', operationId, results },
    ],
    notes: [...operation.notes, ...fates.flatMap(({ note }) => note ?? [])],
  }
}

function fateOf({ videoId, command, failure, upload }: AwaitedUpload): Fate | undefined {
  if (failure === undefined && upload?.status === 'complete') {
    return { event: { type: 'upload-complete', videoId, finalData: finalDataOf(upload) } }
  }
  const reason = failure ?? (upload?.status === 'failed' ? upload.failure : undefined)
  if (reason === undefined) return undefined
  const code = reason === 'foreign-upload' ? 'refused' : 'upload-failed'
  return { event: { type: 'upload-failed', videoId, reason }, note: { code, command, videoId, reason } }
}
