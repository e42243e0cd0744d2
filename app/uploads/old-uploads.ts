/** What age does to uploads: what nothing refers to is forgotten, what the server has swept meanwhile is sent again. */
import type { SessionClock } from '../session/session-seams.ts'
import type { ByteSender } from './byte-sender.ts'
import { isLongAgo } from './long-ago.ts'
import type { UploadTask } from './upload-task.ts'

interface AgingUploads {
  readonly tasks: Iterable<UploadTask>
  /** The uploads that draft and pending operations refer to. */
  readonly referenced: ReadonlySet<string>
  readonly clock: Pick<SessionClock, 'now'>
}

export function orphansAmong({ tasks, referenced, clock }: AgingUploads): string[] {
  return [...tasks]
    .map(({ file }) => file.record)
    .filter(
      ({ uploadId, chosenAt }) => !referenced.has(uploadId) && chosenAt < clock.now() && isLongAgo(chosenAt, clock),
    )
    .map(({ uploadId }) => uploadId)
}

/**
 * The server sweeps complete uploads that no save has referred to for two weeks [U7], and a draft may wait for its
 * author for longer: what this browser still has of them, is sent again.
 */
export async function sendSweptAgain({
  sender,
  tasks,
  referenced,
  clock,
}: AgingUploads & { readonly sender: ByteSender }): Promise<void> {
  for (const task of tasks) {
    const { record } = task.file
    if (!isLongAgo(record.chosenAt, clock)) continue
    if (task.item.state.status !== 'complete' || !referenced.has(record.uploadId)) continue
    // Where nobody can say, trying to send it asks until somebody does.
    if ((await sender.findComplete(record.uploadId)) === 'complete') continue
    await task.follow({ ...record, status: 'open', storedBytes: 0 })
    await task.file.remember({ status: 'open', storedBytes: 0 })
  }
}
