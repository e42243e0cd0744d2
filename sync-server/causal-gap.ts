/**
 * What a client's update builds on and the server does not have [A2]. The client is asked for it, and whatever it sends
 * in answer to a SyncStep1 holds all that it sent before: a gap that an answer leaves open, this client cannot close.
 */
export interface SyncPlace {
  /** Of the session's sync frames, ascending as they came: what becomes of them may be known in another order. */
  readonly place: number
  /** A SyncStep2. */
  readonly isAnswer: boolean
}

export class CausalGap {
  #open: { readonly place: number; readonly hasCome: () => boolean } | undefined

  /** An update was incomplete. @param hasCome whether the server has all of it by now. @returns what to do about it */
  met({ place, isAnswer }: SyncPlace, hasCome: () => boolean): 'ask' | 'refuse' {
    if (this.#open && isAnswer) return 'refuse'
    this.#open = { place, hasCome }
    return 'ask'
  }

  /** An update was stored, or was known. */
  passed({ place, isAnswer }: SyncPlace): 'go-on' | 'refuse' {
    if (!this.#open || place < this.#open.place) return 'go-on'
    if (this.#open.hasCome()) this.#open = undefined
    return this.#open && isAnswer ? 'refuse' : 'go-on'
  }
}
