/** Lets one piece of work run at a time, and others wait until nothing runs. */
export class Gate {
  #last: Promise<unknown> = Promise.resolve()

  exclusively<T>(run: () => Promise<T>): Promise<T> {
    const result = this.#last.then(run)
    // Whoever asked for it owns its failure; those who wait only wait for its end.
    this.#last = result.catch(() => undefined)
    return result
  }

  async ready(): Promise<void> {
    await this.#last
  }
}
