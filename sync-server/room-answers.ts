/** What a room answers to updates that raise no revision: known ones, repeated ones and refused ones. */
import { LecternError } from '../course/errors.ts'
import type { CourseCommit } from '../persistence/course-store.ts'
import type { StoredOperation } from '../persistence/ledger.ts'
import { ackOf, fatesOf } from './ack.ts'
import type { ReceivedUpdate } from './gate/read-update.ts'
import type { LiveCourse } from './live-course.ts'
import { claimedOperations, type Received } from './received.ts'
import { isSameOperation, rejectionOf, storedFrom } from './rejection.ts'
import type { RoomAudience } from './room-audience.ts'
import type { RoomContext } from './room-context.ts'

export class RoomAnswers {
  readonly #courseId: string
  readonly #context: RoomContext
  readonly #audience: RoomAudience

  constructor(courseId: string, context: RoomContext, audience: RoomAudience) {
    this.#courseId = courseId
    this.#context = context
    this.#audience = audience
  }

  /** Nothing in the update was new: its operations are answered from the ledger [A4]. */
  async known({ peer, resolve }: Received, update: ReceivedUpdate): Promise<void> {
    const { operations: claimed } = claimedOperations(update)
    if (claimed.length === 0) return resolve({ kind: 'known', acks: [] })
    const ids = claimed.map(({ operationId }) => operationId)
    const stored = await this.#context.store.findOperations(this.#courseId, ids)
    const found = new Set(stored.map(({ operationId }) => operationId))
    if (claimed.some(({ operationId, device }) => device === peer.device && !found.has(operationId))) {
      // Somebody else has taken these clocks: under its clientID the operation can never be stored.
      return resolve({ kind: 'refused', error: new LecternError('split', 'clocks that stand for others'), acks: [] })
    }
    const own = stored.filter(({ userId }) => userId === peer.userId)
    this.#audience.repeat(peer, own)
    resolve({ kind: 'known', acks: own.map(ackOf) })
  }

  /** The same operation in other bytes, or an id used again for something else [A4]. */
  repeated({ peer, resolve }: Received, commit: CourseCommit, stored: readonly StoredOperation[]): void {
    const isRepeated = stored.every(known =>
      commit.operations.some(asked => isSameOperation(asked, known) && asked.userId === known.userId),
    )
    if (isRepeated) {
      // Its other bytes are not stored, and never will be: it has to begin again from the server's document [S5].
      this.#audience.repeat(peer, stored)
      const error = new LecternError('split', 'a known operation in other bytes')
      return resolve({ kind: 'refused', error, acks: stored.map(ackOf) })
    }
    const error = new LecternError('operation-reused', 'an operationId that stands for other commands')
    resolve({ kind: 'refused', error, acks: [] })
  }

  /** With one record in it, that operation is rejected; several have to come one by one [P4]. */
  async refused(
    received: Received,
    refusal: { readonly error: LecternError; readonly update: ReceivedUpdate | undefined; readonly course: LiveCourse },
  ): Promise<void> {
    const { peer, resolve } = received
    const { error, update, course } = refusal
    // Who may not write does not write into the ledger either.
    if (error.code === 'not-allowed') return resolve({ kind: 'refused', error, acks: [] })
    const isOwn = ({ device }: { device: string }) => peer.device === undefined || device === peer.device
    const { operations, unreadable } = update ? claimedOperations(update) : { operations: [], unreadable: 0 }
    const claimed = operations.filter(isOwn)
    const [operation] = claimed
    if (!operation) return resolve({ kind: 'refused', error, acks: [] })
    if (claimed.length + unreadable > 1) {
      const split = new LecternError('split', 'one of several operations was refused', { cause: error })
      return resolve({ kind: 'refused', error: split, acks: [] })
    }
    const commit = course.ledgerCommit([rejectionOf(operation, error, peer)], peer)
    const result = await this.#context.committer.commit(commit)
    if (result.status === 'committed') {
      const { epoch, revision } = result
      const rejected = commit.operations.map(entry => storedFrom(entry, { revision, storedAt: commit.at }))
      this.#audience.tell({ from: peer, fates: fatesOf(rejected), epoch, revision })
      return resolve({ kind: 'refused', error, acks: rejected.map(ackOf) })
    }
    // Written anew where it stands already: that is why it was refused.
    if (result.status === 'duplicate') return this.repeated(received, commit, result.operations)
    resolve({ kind: 'refused', error, acks: [] })
  }
}
