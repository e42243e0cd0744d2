/** Keys of rows at one moment: all up to `lastKey`, and these above it. */
export interface SeenKeys {
  readonly lastKey: number
  readonly ownKeys: readonly number[]
}

/**
 * Which rows of the mirror one tab has in its document. Keys rise over all tabs, so between two of our own rows
 * may stand another tab's that we have not read: writing a row does not move `lastKey`, only reading does.
 */
export class SeenUpdates {
  #lastKey = 0
  readonly #ownKeys = new Set<number>()

  get lastKey(): number {
    return this.#lastKey
  }

  isOwn(key: number): boolean {
    return this.#ownKeys.has(key)
  }

  /** These were read, with everything below the last of them. */
  read(keys: readonly number[]): void {
    this.#lastKey = Math.max(this.#lastKey, keys.at(-1) ?? 0)
    for (const key of this.#ownKeys) if (key <= this.#lastKey) this.#ownKeys.delete(key)
  }

  wrote(keys: readonly number[]): void {
    for (const key of keys) this.#ownKeys.add(key)
  }

  /** All rows there were are gone; these are what there is now. */
  replaced(keys: readonly number[]): void {
    this.#lastKey = keys.at(-1) ?? 0
    this.#ownKeys.clear()
  }

  removed({ ownKeys }: SeenKeys): void {
    for (const key of ownKeys) this.#ownKeys.delete(key)
  }

  keys(): SeenKeys {
    return { lastKey: this.#lastKey, ownKeys: [...this.#ownKeys] }
  }
}
