/**
 * Gathers what all rooms have queued and commits it as one group; while a commit runs, the next group fills. So a
 * thousand authors share an fsync, and a lone one waits for nobody.
 */
import type { CommitResult, CourseCommit, CourseStore } from '../persistence/course-store.ts'
import { passFailpoint } from '../persistence/failpoint.ts'
import type { Clock } from './seams.ts'

export interface CommitObserver {
  /** After each group: how many commits it held and how long the store took. */
  committed(group: { readonly size: number; readonly durationMs: number }): void
}

interface Queued {
  readonly commit: CourseCommit
  readonly resolve: (result: CommitResult) => void
  readonly reject: (error: unknown) => void
}

const maxGroupSize = 1000

export class Committer {
  readonly #store: CourseStore
  readonly #clock: Clock
  readonly #observer: CommitObserver
  #queue: Queued[] = []
  #last: Promise<unknown> = Promise.resolve()
  #running: Promise<void> | undefined

  constructor(store: CourseStore, clock: Clock, observer: CommitObserver) {
    this.#store = store
    this.#clock = clock
    this.#observer = observer
  }

  /**
   * Results come in the order in which commits were queued.
   * @throws {LecternError} what the store throws: nothing is known of the commit
   */
  commit(commit: CourseCommit): Promise<CommitResult> {
    const { promise, resolve, reject } = Promise.withResolvers<CommitResult>()
    this.#last = promise
    this.#queue.push({ commit, resolve, reject })
    passFailpoint('commit-queued')
    this.#running ??= this.#drain()
    return promise
  }

  /** Resolves when all that was queued before this call has its result. */
  async passed(): Promise<void> {
    await this.#last.catch(() => undefined)
  }

  /** Resolves when all that was queued has its result. */
  async settled(): Promise<void> {
    while (this.#running) await this.#running
  }

  async #drain(): Promise<void> {
    while (this.#queue.length > 0) {
      const group = this.#queue.splice(0, maxGroupSize)
      await this.#commitGroup(group)
    }
    this.#running = undefined
  }

  async #commitGroup(group: readonly Queued[]): Promise<void> {
    const startedMs = this.#clock.monotonicMs()
    try {
      const results = await this.#store.commit(group.map(({ commit }) => commit))
      this.#observer.committed({ size: group.length, durationMs: this.#clock.monotonicMs() - startedMs })
      for (const [index, { resolve, reject }] of group.entries()) {
        const result = results[index]
        if (result) resolve(result)
        else reject(new Error('a store answered with fewer results than commits'))
      }
    } catch (error) {
      for (const { reject } of group) reject(error)
    }
  }
}
