import type { RandomBytes } from '../../course/id.ts'
import type { GivenUpReason } from '../../course/upload.ts'
import { Alarm, Backoff } from '../session/alarm.ts'
import type { SessionClock } from '../session/session-seams.ts'
import type { ByteSender } from './byte-sender.ts'

/** Tells the server that an upload will not come, until it has heard: a save may wait for it [U5]. */
export class CancelNotice {
  readonly #uploadId: string
  readonly #sender: ByteSender
  readonly #alarm: Alarm
  readonly #backoff: Backoff
  #isWanted = false
  #reason: GivenUpReason = 'cancelled'

  constructor(
    uploadId: string,
    seams: { readonly sender: ByteSender; readonly clock: SessionClock; readonly randomBytes: RandomBytes },
  ) {
    this.#uploadId = uploadId
    this.#sender = seams.sender
    this.#alarm = new Alarm(seams.clock, () => void this.tell(this.#reason))
    this.#backoff = new Backoff({ firstMs: 1_000, capMs: 60_000, randomBytes: seams.randomBytes })
  }

  /** Resolves after the first try; others follow by themselves. */
  async tell(reason: GivenUpReason): Promise<void> {
    this.#isWanted = true
    this.#reason = reason
    this.#alarm.clear()
    const answer = await this.#sender.cancel(this.#uploadId, reason)
    if (answer === 'later' && this.#isWanted) this.#alarm.set(this.#backoff.next())
    else this.#isWanted = false
  }

  /** The network is back. */
  tryNow(): void {
    if (this.#alarm.isSet) void this.tell(this.#reason)
  }

  stop(): void {
    this.#isWanted = false
    this.#alarm.clear()
  }
}
