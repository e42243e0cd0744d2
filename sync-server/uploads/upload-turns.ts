/** One thing at a time for an upload, where its row and its bytes have to stay in step. */
export class UploadTurns {
  readonly #last = new Map<string, Promise<unknown>>()

  /** In the order in which they ask. What becomes of the one before is no matter. Not from within a turn of the same upload. */
  take<Result>(uploadId: string, work: () => Promise<Result>): Promise<Result> {
    const turn = (this.#last.get(uploadId) ?? Promise.resolve()).then(work)
    const ended = turn
      .catch(() => {})
      .then(() => {
        if (this.#last.get(uploadId) === ended) this.#last.delete(uploadId)
      })
    this.#last.set(uploadId, ended)
    return turn
  }
}
