import type { Ack, ServerState } from '../../course/wire/ack.ts'
import { exchangeLimits } from '../../course/wire/http.ts'
import { Alarm } from './alarm.ts'
import type { Answer, ServerApi } from './server-api.ts'
import type { SessionClock } from './session-seams.ts'

export interface FateInquiryOptions {
  readonly api: ServerApi
  readonly clock: SessionClock
  /** Operations whose final fate is not known. */
  readonly awaited: () => ReadonlySet<string>
  readonly onAck: (ack: Ack) => void
  readonly onCommitted: (operationId: string) => void
  /** Whether the present connection still has something of ours under way. */
  readonly isSending: () => boolean
  /** What is asked for many operations at once goes with this. */
  readonly stateVector: () => Uint8Array
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
      else this.#isShortened(operationId)
    }
    if (this.#shortened.size > 0) this.#ask()
  }

  /** The whole ack exists now, also where it was asked for while the commit was under way. */
  #isShortened(operationId: string): void {
    if (this.#shortened.has(operationId)) return
    this.#shortened.add(operationId)
    this.#asked.delete(operationId)
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
    const due = this.#due().slice(0, exchangeLimits.operationIds)
    const [first] = due
    if (first === undefined) return
    for (const operationId of due) this.#asked.add(operationId)
    const answer = due.length === 1 ? await this.#askOne(first) : await this.#askMany(due)
    if (answer.kind === 'unreachable') for (const operationId of due) this.#asked.delete(operationId)
    // Whatever else the server refuses to say, it says to the socket too.
    if (answer.kind !== 'ok') return
    for (const ack of answer.value) this.#options.onAck(ack)
    const told = new Set(answer.value.map(ack => ack.operationId))
    const unknown = due.filter(operationId => !told.has(operationId))
    if (unknown.length > 0 && this.#isConnected) this.#options.onUnknown(unknown)
  }

  async #askOne(operationId: string): Promise<Answer<readonly Ack[]>> {
    const answer = await this.#options.api.fetchAck(operationId)
    if (answer.kind === 'ok') return { kind: 'ok', value: [answer.value] }
    return answer.kind === 'refused' && answer.code === 'unknown-operation' ? { kind: 'ok', value: [] } : answer
  }

  /** Only the fates are taken from it: bytes come by the socket. */
  async #askMany(operationIds: readonly string[]): Promise<Answer<readonly Ack[]>> {
    const stateVector = this.#options.stateVector()
    const answer = await this.#options.api.exchange({ stateVector, updates: [], operationIds })
    return answer.kind === 'ok' ? { kind: 'ok', value: answer.value.acks } : answer
  }

  /** What is still on its way to the server cannot be known there. */
  #due(): string[] {
    const now = this.#options.clock.monotonicMs()
    const isOld = (operationId: string) => now - (this.#since.get(operationId) ?? now) >= askAfterMs
    const isSending = this.#options.isSending()
    return this.#waiting().filter(operationId => this.#shortened.has(operationId) || (!isSending && isOld(operationId)))
  }

  /** Still to be asked for on this connection. */
  #waiting(): string[] {
    const awaited = this.#options.awaited()
    const isDue = (operationId: string) =>
      this.#shortened.has(operationId) || (this.#since.has(operationId) && !this.#seen.has(operationId))
    return [...awaited].filter(operationId => isDue(operationId) && !this.#asked.has(operationId))
  }
}
