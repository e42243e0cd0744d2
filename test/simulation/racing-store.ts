/** Planted: a snapshot that counts what was stored while it was made, without having it. */

import type { StoredUpdate } from '../../persistence/course-store.ts'
import { MemoryCourseStore } from '../../persistence/memory/course-store.ts'
import { compactUpdates } from '../../persistence/snapshot.ts'

export class RacingStore extends MemoryCourseStore {
  readonly #sleep: (delayMs: number) => Promise<void>
  readonly #snapshots = new Map<string, StoredUpdate>()

  constructor(sleep: (delayMs: number) => Promise<void>) {
    super()
    this.#sleep = sleep
  }

  override async compact(courseId: string): Promise<void> {
    const updates = await super.loadUpdates(courseId, 0)
    await this.#sleep(3000)
    const { revision = 0 } = (await super.loadSummary(courseId)) ?? {}
    const snapshot = compactUpdates(updates.map(({ bytes }) => bytes))
    this.#snapshots.set(courseId, { ...snapshot, revision, isSnapshot: true })
  }

  override async loadUpdates(courseId: string, revision: number): Promise<readonly StoredUpdate[]> {
    const snapshot = this.#snapshots.get(courseId)
    if (revision > 0 || !snapshot) return super.loadUpdates(courseId, revision)
    return [snapshot, ...(await super.loadUpdates(courseId, snapshot.revision))]
  }
}
