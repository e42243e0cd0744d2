/** Syncs of much data, one at a time: what is on its way to the disk is what a save's sync has to wait for. */
export class DiskTurns {
  #last: Promise<unknown> = Promise.resolve()
  #takers = 0

  /** Somebody waits for its turn. */
  get isCrowded(): boolean {
    return this.#takers > 1
  }

  /** In the order in which they ask. What becomes of the one before is no matter. */
  take<Result>(work: () => Promise<Result>): Promise<Result> {
    this.#takers++
    const turn = this.#last.then(work).finally(() => {
      this.#takers--
    })
    this.#last = turn.catch(() => {})
    return turn
  }
}
