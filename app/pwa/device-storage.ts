/** What the browser lets Lectern keep on this device: asked for once something is worth keeping, and watched. */

/** The part of `navigator.storage` that is used. */
export interface StorageRoom {
  persisted(): Promise<boolean>
  persist(): Promise<boolean>
  estimate(): Promise<{ readonly usage?: number; readonly quota?: number }>
}

/** Small answers, remembered over reloads. */
export interface Memory {
  getItem(key: string): string | null
  setItem(key: string, value: string): void
}

export interface DeviceStorageSeams {
  /** Absent on plain http from another machine. */
  readonly room?: StorageRoom
  readonly memory: Memory
  /** ms from any start, never backwards. */
  readonly monotonicMs: () => number
}

const refusedKey = 'lectern.storage-refused'
const leastFreeBytes = 50 * 1024 * 1024
const mostUsed = 0.95
const estimateAgainAfterMs = 60_000

export class DeviceStorage {
  readonly #seams: DeviceStorageSeams
  readonly #listeners = new Set<() => void>()
  #hasAsked = false
  #isNearlyFull = false
  #estimatedAtMs: number | undefined

  constructor(seams: DeviceStorageSeams) {
    this.#seams = seams
  }

  /** Little room is left: the next saves may not find a place on this device. */
  get isNearlyFull(): boolean {
    return this.#isNearlyFull
  }

  subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  /**
   * Something of the author's is on this device only for the moment, or has just been: the browser is asked not to
   * clear it away. Some browsers ask their user then, so a refusal is remembered and nobody asked twice.
   */
  async hasSaved(): Promise<void> {
    await this.measure()
    const { room, memory } = this.#seams
    if (this.#hasAsked || !room || memory.getItem(refusedKey) !== null) return
    this.#hasAsked = true
    if (!(await room.persisted()) && !(await room.persist())) memory.setItem(refusedKey, 'yes')
  }

  /** The author asks for room themselves: whoever refused before may say yes now. */
  async askForRoom(): Promise<void> {
    const { room } = this.#seams
    if (room && !(await room.persisted())) await room.persist()
    this.#estimatedAtMs = undefined
    await this.measure()
  }

  /** At most once a minute. */
  async measure(): Promise<void> {
    const nowMs = this.#seams.monotonicMs()
    if (this.#estimatedAtMs !== undefined && nowMs - this.#estimatedAtMs < estimateAgainAfterMs) return
    this.#estimatedAtMs = nowMs
    const { usage, quota } = (await this.#seams.room?.estimate()) ?? {}
    if (usage === undefined || quota === undefined) return
    const isNearlyFull = quota - usage < leastFreeBytes || usage > quota * mostUsed
    if (isNearlyFull === this.#isNearlyFull) return
    this.#isNearlyFull = isNearlyFull
    for (const listener of this.#listeners) listener()
  }
}
