import type { Ack, ServerState } from '../../course/wire/ack.ts'
import { Alarm } from './alarm.ts'
import type { ServerApi } from './server-api.ts'
import type { SessionClock } from './session-seams.ts'

export interface FateInquiryOptions {
  readonly api: ServerApi
  readonly clock: SessionClock
  /** Operations whose final fate is not known. */
  readonly awaited: () => ReadonlySet<string>
  readonly onAck: (ack: Ack) => void
  readonly onCommitted: (operationId: string) => void
  /** The server does not have these: they must be offered again. */
  readonly onUnknown: (operationIds: readonly string[]) => void
  readonly report: (error: unknown) => void
}

const askAfterMs = 2000

/**
 * What the window of acks does not say about an awaited operation is asked for by HTTP: the rest of a shortened ack,
 * and, once on each connection, what has not been in the window two seconds after it was synced or sent [A6].
 */
export class FateInquiry {
  readonly #options: FateInquiryOptions
  readonly #alarm: Alarm
  /** When waiting for each began, on the monotonic clock. */
  readonly #since = new Map<string, number>()
  readonly #seen = new Set<string>()
  readonly #asked = new Set<string>()
  /** Their status in the window is final, and only the whole ack is missing. */
  readonly #shortened = new Set<string>()
  #isConnected = false
  #isAsking = false

  constructor(options: FateInquiryOptions) {
    this.#options = options
    this.#alarm = new Alarm(options.clock, () => this.#ask())
  }

  /** The first sync of a connection is done. */
  connected(): void {
    this.#isConnected = true
    this.watch(this.#options.awaited())
  }

  disconnected(): void {
    this.#isConnected = false
    this.#alarm.clear()
    for (const kept of [this.#since, this.#seen, this.#asked, this.#shortened]) kept.clear()
  }

  /** These have just been sent, or learnt of. */
  watch(operationIds: Iterable<string>): void {
    if (!this.#isConnected) return
    const now = this.#options.clock.monotonicMs()
    for (const operationId of operationIds) if (!this.#since.has(operationId)) this.#since.set(operationId, now)
    if (this.#since.size > 0 && !this.#alarm.isSet) this.#alarm.set(askAfterMs)
  }

  readWindow(acks: ServerState['acks']): void {
    for (const operationId of this.#options.awaited()) {
      const ack = acks[operationId]
      if (!ack || ack.operationId !== operationId) continue
      this.#seen.add(operationId)
      if ('events' in ack) this.#options.onAck(ack)
      else if (ack.status === 'committed') this.#options.onCommitted(operationId)
      else this.#shortened.add(operationId)
    }
    if (this.#shortened.size > 0) this.#ask()
  }

  #ask(): void {
    if (this.#isAsking) return
    this.#isAsking = true
    this.#askDue()
      .catch(this.#options.report)
      .finally(() => {
        this.#isAsking = false
        if (this.#isConnected && this.#waiting().length > 0 && !this.#alarm.isSet) this.#alarm.set(askAfterMs)
      })
  }

  async #askDue(): Promise<void> {
    const now = this.#options.clock.monotonicMs()
    const due = this.#waiting().filter(
      operationId => this.#shortened.has(operationId) || now - (this.#since.get(operationId) ?? now) >= askAfterMs,
    )
    const unknown: string[] = []
    for (const operationId of due) {
      if (!this.#isConnected || !this.#options.awaited().has(operationId)) continue
      this.#asked.add(operationId)
      const answer = await this.#options.api.fetchAck(operationId)
      if (answer.kind === 'ok') this.#options.onAck(answer.value)
      else if (answer.kind === 'refused') unknown.push(operationId)
      else this.#asked.delete(operationId)
    }
    if (unknown.length > 0 && this.#isConnected) this.#options.onUnknown(unknown)
  }

  /** Still to be asked for on this connection. */
  #waiting(): string[] {
    const awaited = this.#options.awaited()
    const isDue = (operationId: string) =>
      this.#shortened.has(operationId) || (this.#since.has(operationId) && !this.#seen.has(operationId))
    return [...awaited].filter(operationId => isDue(operationId) && !this.#asked.has(operationId))
  }
}
