import { encodeSyncStep1, encodeSyncStep2, encodeUpdate } from '../../course/wire/frame.ts'
import type { LiveDocument } from './live-document.ts'
import type { Outbox } from './outbox.ts'

export interface SenderOptions {
  readonly live: LiveDocument
  readonly outbox: Outbox
  /** @returns whether an open socket took it */
  readonly send: (frame: Uint8Array<ArrayBuffer>) => boolean
  readonly onSent: (operationIds: Iterable<string>) => void
}

/** Says what this tab has, and knows which operations went out on the present connection. */
export class Sender {
  readonly #options: SenderOptions
  readonly #sent = new Set<string>()
  #connection = 0
  /** The server has asked and been answered; before that, an update could arrive ahead of what it builds on. */
  #hasOffered = false

  constructor(options: SenderOptions) {
    this.#options = options
  }

  /** A connection has begun or ended. */
  reset(): void {
    this.#connection++
    this.#hasOffered = false
    this.#sent.clear()
  }

  /** Answers SyncStep1, once everything that would be in the answer is on disk. */
  async answer(stateVector: Uint8Array): Promise<void> {
    const { outbox, send } = this.#options
    const connection = this.#connection
    await outbox.settled()
    if (connection !== this.#connection) return
    const updates = outbox.updatesFor(stateVector)
    const offered = outbox.awaited
    const rest = updates.pop()
    for (const update of updates) send(encodeUpdate(update))
    if (!rest || !send(encodeSyncStep2(rest))) return
    this.#hasOffered = true
    this.#wereSent(offered)
  }

  /** Sends a save that is on disk; where the server has not asked yet, the answer will hold it. */
  sendSave(operationId: string, update: Uint8Array): void {
    if (!this.#hasOffered || this.#sent.has(operationId)) return
    if (this.#options.send(encodeUpdate(update))) this.#wereSent([operationId])
  }

  /** Has the server ask again what it lacks: its answer ends with its own SyncStep1. */
  offerAgain(): void {
    this.#options.send(encodeSyncStep1(this.#options.live.stateVector()))
  }

  #wereSent(operationIds: Iterable<string>): void {
    const sent = [...operationIds]
    for (const operationId of sent) this.#sent.add(operationId)
    this.#options.onSent(sent)
  }
}
