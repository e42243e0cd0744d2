import { LecternError } from '../../course/errors.ts'

/**
 * One tab's calls on a local store, strictly first in, first out: a job begins when the one before has ended.
 * A write behind a failed one would leave a causal gap in the mirror, and all that is written after a gap is invisible
 * once it is loaded again. So after a failed write every later one rejects, until `recover` has succeeded.
 */
export class LocalQueue {
  #tail: Promise<unknown> = Promise.resolve()
  #failure: { readonly error: unknown } | undefined
  #isClosed = false

  /** For what leaves no gap when it fails: reads, and what the document does not depend on. */
  run<T>(job: () => Promise<T>): Promise<T> {
    return this.#enqueue(job)
  }

  write<T>(job: () => Promise<T>): Promise<T> {
    return this.#enqueue(() => {
      if (this.#failure) throw refusal(this.#failure.error)
      return this.#remembering(job)
    })
  }

  /** A write that stores everything there is, and so ends a failed state. `undefined` from `job`: nothing was tried. */
  recover<T>(job: () => Promise<T | undefined>): Promise<T | undefined> {
    return this.#enqueue(async () => {
      const result = await this.#remembering(job)
      if (result !== undefined) this.#failure = undefined
      return result
    })
  }

  /** Resolves when everything called before has ended; what is called after rejects. */
  async close(): Promise<void> {
    this.#isClosed = true
    await this.#tail
  }

  #enqueue<T>(job: () => Promise<T>): Promise<T> {
    if (this.#isClosed) return Promise.reject(new LecternError('store-unavailable', 'this local store is closed'))
    const result = this.#tail.then(job)
    // The caller owns the rejection; the queue only waits for the end.
    this.#tail = result.then(ended, ended)
    return result
  }

  async #remembering<T>(job: () => Promise<T>): Promise<T> {
    try {
      return await job()
    } catch (error) {
      this.#failure = { error }
      throw error
    }
  }
}

function refusal(cause: unknown): LecternError {
  const code = cause instanceof LecternError ? cause.code : 'store-unavailable'
  return new LecternError(code, 'an earlier write failed, so nothing is written behind it', { cause })
}

function ended(): void {}
