import type { WireErrorCode } from '../../course/errors.ts'
import type { RandomBytes } from '../../course/id.ts'
import { Alarm, Backoff } from './alarm.ts'
import { consequenceOf } from './closing.ts'
import type { Refusal } from './linked-document.ts'
import { type RebuildOptions, type Rebuilt, rebuildCourse } from './rebuild.ts'
import type { Answer } from './server-api.ts'
import type { SessionClock, SessionLock } from './session-seams.ts'

export interface RebuilderOptions extends Omit<RebuildOptions, 'refusal' | 'givenBack'> {
  readonly courseId: string
  readonly clock: SessionClock
  readonly randomBytes: RandomBytes
  readonly lock?: SessionLock
  /** The present document is not to be synced any more. */
  readonly onBegin: () => void
  readonly onUnreachable: () => void
  readonly onRefused: (code: WireErrorCode) => void
  readonly onRebuilt: (rebuilt: Rebuilt) => void
  readonly report: (error: unknown) => void
}

/** Rebuilds the course in one tab of this browser, and tries until it is done. */
export class Rebuilder {
  readonly #options: RebuilderOptions
  readonly #alarm: Alarm
  readonly #backoff: Backoff
  readonly #givenBack = new Set<string>()
  #refusal: Refusal | undefined
  #isUnderWay = false
  /** Not done, since nobody is signed in. */
  #isOwed = false
  #isClosed = false
  /** How often other tabs have replaced the mirror. */
  #elsewhere = 0

  constructor(options: RebuilderOptions) {
    this.#options = options
    this.#alarm = new Alarm(options.clock, () => this.#run())
    this.#backoff = new Backoff({ firstMs: 500, capMs: 10_000, randomBytes: options.randomBytes })
  }

  /** @param refusal what the server said of operations that were sent one by one */
  start(refusal?: Refusal): void {
    this.#refusal ??= refusal
    if (this.#isUnderWay || this.#isClosed) return
    this.#isUnderWay = true
    this.#isOwed = false
    this.#options.onBegin()
    this.#alarm.set(this.#backoff.tries === 0 ? 0 : this.#backoff.next())
  }

  /** The server has stored something since: what was wrong is over. */
  succeeded(): void {
    this.#backoff.reset()
  }

  /** The network may be back, or somebody has signed in. */
  hurry(): void {
    if (this.#isOwed) this.start()
    if (this.#alarm.isSet) this.#alarm.set(0)
  }

  /** Another tab has done it, or something like it; this one loads what that left. */
  wasDoneElsewhere(): void {
    this.#elsewhere++
    this.#isOwed = false
    if (!this.#alarm.isSet) return
    this.#alarm.clear()
    this.#isUnderWay = false
    // It was about what was sent then: the next rebuild would put it down to another operation.
    this.#refusal = undefined
  }

  close(): void {
    this.#isClosed = true
    this.#alarm.clear()
  }

  #run(): void {
    this.#locked()
      .then(answer => this.#ended(answer))
      .catch(error => {
        this.#options.report(error)
        this.#again()
      })
  }

  async #locked(): Promise<Answer<Rebuilt> | 'elsewhere'> {
    const { lock, courseId } = this.#options
    const seen = this.#elsewhere
    const known = { givenBack: this.#givenBack, ...(this.#refusal && { refusal: this.#refusal }) }
    const rebuild = async () => (this.#elsewhere === seen ? rebuildCourse({ ...this.#options, ...known }) : 'elsewhere')
    return lock ? lock.request(`lectern-rebuild-${courseId}`, rebuild) : rebuild()
  }

  #ended(answer: Answer<Rebuilt> | 'elsewhere'): void {
    if (this.#isClosed) return
    if (answer === 'elsewhere' || answer.kind === 'ok') {
      this.#isUnderWay = false
      this.#refusal = undefined
      if (this.#backoff.tries === 0) this.#backoff.next()
      if (answer !== 'elsewhere') this.#options.onRebuilt(answer.value)
    } else if (answer.kind === 'refused' && consequenceOf(answer.code) === 'refused') {
      this.#isUnderWay = false
      this.#isOwed = answer.code === 'sign-in'
      this.#options.onRefused(answer.code)
    } else {
      this.#options.onUnreachable()
      this.#again()
    }
  }

  #again(): void {
    if (!this.#isClosed) this.#alarm.set(this.#backoff.next())
  }
}
