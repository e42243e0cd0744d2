/** What a room tells of a commit. It can be made before the store has answered; it is told after that alone [A1]. */
import type { Ack } from '../course/wire/ack.ts'
import type { CourseCommit } from '../persistence/course-store.ts'
import { ackOf, type Fates, fatesOf } from './ack.ts'
import { storedFrom } from './rejection.ts'

export interface CommitNews {
  readonly commit: CourseCommit
  readonly epoch: string
  readonly revision: number
  readonly bytes?: Uint8Array<ArrayBuffer>
  readonly acks: readonly Ack[]
  readonly fates: Fates
}

/** What is told if the store answers `committed`: it then has raised the course by one revision. */
export function newsOf(commit: CourseCommit): CommitNews {
  const { at, expected, newEpoch, update } = commit
  const revision = expected.revision + 1
  const operations = commit.operations.map(entry => storedFrom(entry, { revision, storedAt: at }))
  return {
    commit,
    epoch: expected.epoch ?? newEpoch,
    revision,
    ...(update && { bytes: update.bytes }),
    acks: operations.map(ackOf),
    fates: fatesOf(operations),
  }
}
