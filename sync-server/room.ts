/**
 * One open course: takes updates in order — decode, gate, apply, derive, queue for commit — and tells its peers what has
 * been committed. Crash-only: whatever goes wrong, what is in memory is dropped and comes back from the store.
 */
import { isLecternError, LecternError } from '../course/errors.ts'
import { limits } from '../course/limits.ts'
import { ackWindowSize } from '../course/wire/ack.ts'
import type { CourseCommit } from '../persistence/course-store.ts'
import { type CommitNews, newsOf } from './commit-news.ts'
import type { KnownState } from './gate/known-state.ts'
import { type ReceivedUpdate, readUpdate } from './gate/read-update.ts'
import { LiveCourse, type LogSize } from './live-course.ts'
import { failureOf, type Received, type ReceiveOutcome } from './received.ts'
import { RoomAnswers } from './room-answers.ts'
import { RoomAudience } from './room-audience.ts'
import type { RoomContext, RoomHandle } from './room-context.ts'
import type { RoomPeer } from './room-peer.ts'

export class Room implements RoomHandle {
  readonly courseId: string
  readonly audience: RoomAudience
  readonly #context: RoomContext
  readonly #course: LiveCourse
  readonly #answers: RoomAnswers
  readonly #inbox: Received[] = []
  /** What was derived from a position that the store did not have: to be taken again after a reload. */
  readonly #again: Received[] = []
  #isStale = false
  readonly #inFlight = new Set<Promise<void>>()
  #isPumping = false
  #failure: LecternError | undefined

  constructor(courseId: string, context: RoomContext) {
    this.courseId = courseId
    this.#context = context
    this.#course = new LiveCourse(courseId, context.store, context.seams)
    this.audience = new RoomAudience(context.seams.clock, () => context.uploadsText(courseId))
    this.#answers = new RoomAnswers(courseId, context, this.audience)
  }

  /** @throws {LecternError} `course-deleted`, or what the store throws: then nobody may enter [P3] */
  async load(): Promise<void> {
    await this.#course.load()
    this.audience.setPosition(this.#course.epoch, this.#course.revision)
    this.audience.askAgain(() => this.known.encodeStateVector())
  }

  get epoch(): string | null {
    return this.#course.epoch
  }

  get logSinceSnapshot(): LogSize {
    return this.#course.logSinceSnapshot
  }

  /** Counts the log anew while the store writes a snapshot, and measures the course after it. */
  async duringSnapshot(write: () => Promise<void>): Promise<void> {
    this.#course.snapshotBegun()
    await write()
    await this.#course.measure()
  }

  get isIdle(): boolean {
    return this.audience.size === 0 && this.#inbox.length === 0 && this.#inFlight.size === 0 && !this.#isPumping
  }

  /** All that has been accepted, what is on its way to the disk included. */
  get known(): KnownState {
    return this.#course.known
  }

  /** @throws {LecternError} `store-unavailable`: the room has ended since it was opened */
  async enter(peer: RoomPeer): Promise<void> {
    if (this.#failure) throw this.#failure
    this.audience.add(peer)
    if (peer.device === undefined) return
    const recent = this.#context.store.recentOperations(this.courseId, peer.device, ackWindowSize)
    recent.catch(() => this.audience.remove(peer))
    this.audience.addRecent(peer, await recent)
  }

  /** Takes an update as it came. Updates of one course are handled in the order of these calls. */
  receive(bytes: Uint8Array<ArrayBuffer>, peer: RoomPeer): Promise<ReceiveOutcome> {
    if (this.#failure) return Promise.resolve({ kind: 'unavailable', error: this.#failure })
    return new Promise(resolve => {
      this.#inbox.push({ bytes, peer, receivedAtMs: this.#context.seams.clock.monotonicMs(), resolve })
      this.#wake()
    })
  }

  /** Resolves when nothing is on its way to the disk. */
  async settled(): Promise<void> {
    while (this.#inFlight.size > 0) await Promise.all(this.#inFlight)
  }

  close(): void {
    this.#end(new LecternError('store-unavailable', 'the room was closed'))
  }

  /** Drops the room: clients come back and offer their bytes again [P3]. */
  fail(cause: unknown): void {
    if (this.#failure) return
    const error = failureOf(cause)
    this.#end(error)
    this.#context.onFailed(this, error)
  }

  #end(error: LecternError): void {
    this.#failure ??= error
    const left = [...this.#again.splice(0), ...this.#inbox.splice(0)]
    for (const received of left) received.resolve({ kind: 'unavailable', error })
    this.#course.dropDocument()
    this.audience.close()
  }

  #wake(): void {
    if (this.#isPumping) return
    this.#isPumping = true
    this.#pump().catch((error: unknown) => this.fail(error))
  }

  async #pump(): Promise<void> {
    while (!this.#failure) {
      if (this.#isStale) await this.#reload()
      const next = this.#inbox.shift()
      if (!next) {
        this.#isPumping = false
        return
      }
      try {
        const waiting = this.#take(next)
        if (waiting) await waiting
      } catch (error) {
        next.resolve({ kind: 'unavailable', error: failureOf(error) })
        throw error
      }
    }
  }

  async #reload(): Promise<void> {
    await this.settled()
    await this.load()
    this.#isStale = false
    this.#inbox.unshift(...this.#again.splice(0))
  }

  /** Without waiting where nothing has to be waited for: the way of nearly every save. */
  #take(received: Received): Promise<void> | undefined {
    const { bytes, peer } = received
    let update: ReceivedUpdate | undefined
    try {
      update = readUpdate(bytes)
      if (this.known.hasAllOf(update)) return this.#answerKnown(received, update)
      if (!this.known.isCausallyComplete(update)) {
        // Kept until the gap is closed: not what the update says, which may be much.
        const { clocks, deletes } = update
        received.resolve({ kind: 'incomplete', hasCome: () => this.known.hasAllOf({ clocks, deletes }) })
        return undefined
      }
      this.#course.check(update, peer)
      if (bytes.length > limits.largeUpdateBytes) return this.#acceptLarge(received, update)
      if (!this.#course.hasDocument) return this.#loadThenAccept(received, update)
      this.#accept(received, update)
      return undefined
    } catch (error) {
      return this.#refuse(received, error, update)
    }
  }

  /** Said when what came before is decided: its sender takes the first without a fate for the refused one. Else a bug. */
  async #refuse(received: Received, error: unknown, update: ReceivedUpdate | undefined): Promise<void> {
    if (!isLecternError(error)) throw error
    await this.settled()
    if (!this.#isLost(received)) await this.#answers.refused(received, { error, update, course: this.#course })
  }

  async #answerKnown(received: Received, update: ReceivedUpdate): Promise<void> {
    await this.settled()
    if (!this.#isLost(received)) await this.#answers.known(received, update)
  }

  /** What was on its way to the disk did not get there: nothing can be said of what came after it. */
  #isLost(received: Received): boolean {
    if (this.#failure) received.resolve({ kind: 'unavailable', error: this.#failure })
    else if (this.#isStale) this.#again.push(received)
    return this.#failure !== undefined || this.#isStale
  }

  #acceptLarge(received: Received, update: ReceivedUpdate): Promise<void> {
    return this.#context.inTurn(async () => {
      await this.#loadThenAccept(received, update)
      await this.settled()
    })
  }

  async #loadThenAccept(received: Received, update: ReceivedUpdate): Promise<void> {
    await this.settled()
    if (this.#isLost(received)) return
    if (!this.#course.hasDocument) await this.#course.loadDocument()
    // It may have ended meanwhile, and another may have begun, which would not hear of this.
    if (this.#isLost(received)) return this.#course.dropDocument()
    try {
      this.#accept(received, update)
    } catch (error) {
      await this.#refuse(received, error, update)
    }
  }

  /** @throws {LecternError} what shows only when it is applied; the document has been dropped [P4] */
  #accept(received: Received, update: ReceivedUpdate): void {
    const commit = this.#course.accept(update, received.peer)
    this.#track(this.#commit(received, commit))
  }

  #track(work: Promise<void>): void {
    const tracked = work.finally(() => this.#inFlight.delete(tracked))
    this.#inFlight.add(tracked)
  }

  async #commit(received: Received, commit: CourseCommit): Promise<void> {
    try {
      const committing = this.#context.committer.commit(commit)
      // While the disk is at work, and told only when it has answered.
      const expected = newsOf(commit)
      const result = await committing
      if (this.#failure) return received.resolve({ kind: 'unavailable', error: this.#failure })
      if (result.status === 'committed') {
        if (result.revision !== expected.revision) throw new Error('a store that skips revisions')
        return this.#tellCommitted(received, expected)
      }
      this.#isStale = true
      this.audience.miscounted(received.peer.device)
      if (result.status === 'stale') this.#again.push(received)
      else this.#answers.repeated(received, commit, result.operations)
      this.#wake()
    } catch (error) {
      received.resolve({ kind: 'unavailable', error: failureOf(error) })
      this.fail(error)
    }
  }

  #tellCommitted({ peer, receivedAtMs, resolve }: Received, news: CommitNews): void {
    const { commit, acks, ...told } = news
    this.audience.tell({ from: peer, ...told })
    const durationMs = this.#context.seams.clock.monotonicMs() - receivedAtMs
    resolve({ kind: 'committed', acks })
    if (told.bytes) this.#context.onStored(this, { durationMs, hasUploads: commit.uploads !== undefined })
  }
}
