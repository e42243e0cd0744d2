/** Work on many bytes, one at a time and after the commits that are under way: a save then waits for one piece of it at most. */
import type { CommitPriority } from '../commit-priority.ts'

export class DiskTurns {
  readonly #commits: CommitPriority
  #last: Promise<unknown> = Promise.resolve()
  #takers = 0

  constructor(commits: CommitPriority) {
    this.#commits = commits
  }

  /** Somebody waits for its turn. */
  get isCrowded(): boolean {
    return this.#takers > 1
  }

  /** In the order in which they ask. What becomes of the one before is no matter. */
  take<Result>(work: () => Promise<Result>): Promise<Result> {
    this.#takers++
    const turn = this.#last
      .then(() => this.#commits.passed())
      .then(() => work())
      .finally(() => {
        this.#takers--
      })
    this.#last = turn.catch(() => {})
    return turn
  }
}
