import type { WireErrorCode } from '../../course/errors.ts'
import type { Ack } from '../../course/wire/ack.ts'
import { exchangeLimits } from '../../course/wire/http.ts'
import { Alarm } from './alarm.ts'
import type { LiveDocument } from './live-document.ts'
import type { Outbox } from './outbox.ts'
import type { ExchangeResult, ServerApi } from './server-api.ts'
import type { SessionClock } from './session-seams.ts'

export interface HttpSyncOptions {
  readonly api: ServerApi
  readonly clock: SessionClock
  readonly live: LiveDocument
  readonly outbox: Outbox
  readonly epoch: () => string | undefined
  /** May throw on bytes that are no update. */
  readonly receive: (update: Uint8Array) => void
  readonly onServer: (epoch: string | null, revision: number) => void
  readonly onAck: (ack: Ack) => void
  readonly onSent: (operationIds: Iterable<string>) => void
  /** Whether the server answered. */
  readonly onReachable: (isReachable: boolean) => void
  readonly onRefused: (code: WireErrorCode) => void
  readonly onBroken: (error: unknown) => void
}

const pollMs = 2000

/**
 * The same bytes and answers as the socket's, by HTTP, where the socket does not work [design 5.2]. It polls while it
 * is answered; unanswered, it waits to be tried again.
 */
export class HttpSync {
  readonly #options: HttpSyncOptions
  readonly #alarm: Alarm
  /** What the server had when it last answered. */
  #serverVector: Uint8Array | undefined
  #run = 0
  #isUnderWay = false

  constructor(options: HttpSyncOptions) {
    this.#options = options
    this.#alarm = new Alarm(options.clock, () => this.try())
  }

  /** Begins, unless it goes on already. */
  try(): void {
    if (this.#isUnderWay || this.#alarm.isSet) return
    this.#isUnderWay = true
    const run = this.#run
    this.#exchange(run)
      .catch(this.#options.onBroken)
      .finally(() => {
        this.#isUnderWay = false
      })
  }

  /** The next exchange now: there is something new to send. */
  hurry(): void {
    if (!this.#alarm.isSet) return
    this.#alarm.clear()
    this.try()
  }

  /** The socket works. What is under way is not listened to any more. */
  stop(): void {
    this.#run++
    this.#alarm.clear()
    this.#serverVector = undefined
  }

  async #exchange(run: number): Promise<void> {
    const { api, live, outbox, epoch } = this.#options
    await outbox.settled()
    if (run !== this.#run) return
    const awaited = [...outbox.awaited].slice(0, exchangeLimits.operationIds)
    // The first exchange asks what the server has; the next sends only what it lacks.
    const updates = awaited.length > 0 && this.#serverVector ? outbox.updatesFor(this.#serverVector) : []
    const known = epoch()
    const answer = await api.exchange({
      stateVector: live.stateVector(),
      // As many as are asked about.
      updates: updates.slice(0, exchangeLimits.operationIds),
      operationIds: awaited,
      ...(known !== undefined && { epoch: known }),
    })
    if (run !== this.#run) return
    if (answer.kind === 'refused') return this.#options.onRefused(answer.code)
    if (answer.kind !== 'ok') return this.#options.onReachable(false)
    if (updates.length > 0) this.#options.onSent(awaited)
    const isFirst = this.#serverVector === undefined
    this.#take(answer.value)
    if (run !== this.#run) return
    // Not before: what could not be taken in must not pass for an empty course [P3].
    this.#options.onReachable(true)
    this.#alarm.set(isFirst && outbox.awaited.size > 0 ? 0 : pollMs)
  }

  #take({ epoch, revision, updates, stateVector, acks }: ExchangeResult): void {
    for (const update of updates) this.#options.receive(update)
    this.#serverVector = stateVector
    this.#options.onServer(epoch, revision)
    for (const ack of acks) this.#options.onAck(ack)
  }
}
