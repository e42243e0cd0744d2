/**
 * Commits before uploads: an author waits for a commit with eyes on the screen, so who moves many bytes gives way while one
 * is under way, and takes small portions while the next is expected.
 */

/** Who has saved will save again: so long after a commit the next is expected. */
const expectedMs = 1000

export class CommitPriority {
  readonly #monotonicMs: () => number
  #underWay = 0
  #endedAtMs = Number.NEGATIVE_INFINITY
  #passed: PromiseWithResolvers<void> | undefined

  /** @param monotonicMs ms since some moment; never goes back */
  constructor(monotonicMs: () => number = () => performance.now()) {
    this.#monotonicMs = monotonicMs
  }

  /** What comes of the commit, and what it throws. */
  async during<Result>(commit: () => Promise<Result>): Promise<Result> {
    this.#underWay++
    this.#passed ??= Promise.withResolvers()
    try {
      return await commit()
    } finally {
      this.#underWay--
      if (this.#underWay === 0) this.#end()
    }
  }

  /** Resolves when the commits that are under way have ended, in whatever way, and their acks are on the line. Waits for no later ones. */
  async passed(): Promise<void> {
    await this.#passed?.promise
  }

  get isExpected(): boolean {
    return this.#underWay > 0 || this.#monotonicMs() - this.#endedAtMs < expectedMs
  }

  #end(): void {
    this.#endedAtMs = this.#monotonicMs()
    const passed = this.#passed
    this.#passed = undefined
    // Not before what awaits the commit has had its turn.
    setImmediate(() => passed?.resolve())
  }
}
