/** Which uploads are this tab's: each under a lock of its own, from before it begins until it is dropped. */
import { Alarm } from '../session/alarm.ts'
import { orNothing } from './or-nothing.ts'
import type { UploadSeams } from './upload-seams.ts'
import type { UploadTask } from './upload-task.ts'

/** Whoever holds an upload's lock for longer than this is another tab. */
const elsewhereMs = 500
/** Longer than other tabs take to ask for it, where the page has no `navigator.locks`. */
const aheadMs = 30_000

export class Holds {
  readonly #seams: UploadSeams
  readonly #releases = new Map<UploadTask, () => void>()
  /** Asked for and not dropped. */
  readonly #wanted = new Set<UploadTask>()
  /** To be asked for again. */
  readonly #later = new Map<UploadTask, Alarm>()

  constructor(seams: UploadSeams) {
    this.#seams = seams
  }

  /** Waits until no other tab has it, then for `kept`, and lets it begin. Resolves when it is dropped. */
  async hold(task: UploadTask, kept?: Promise<void>): Promise<void> {
    const { lock, store, clock } = this.#seams
    const { uploadId } = task.item
    this.#wanted.add(task)
    const elsewhere = new Alarm(clock, () => {
      if (this.#wanted.has(task) && task.isWaitingFor('turn')) task.waitFor('other-tab')
    })
    elsewhere.set(elsewhereMs)
    await lock.request(`lectern-upload:${uploadId}`, async () => {
      elsewhere.clear()
      await kept
      const { edits } = task.file
      const latest = await orNothing(store.find(uploadId))
      if (!this.#wanted.has(task)) return
      const dropped = new Promise<void>(resolve => this.#releases.set(task, resolve))
      await task.take(task.file.edits === edits && !task.file.isKeeping ? latest : undefined)
      await dropped
    })
  }

  /** Lets the other tabs have it first. */
  letAhead(task: UploadTask): void {
    const { clock, report } = this.#seams
    const later = new Alarm(clock, () => void this.hold(task).catch(report))
    this.drop(task)
    this.#later.set(task, later)
    later.set(aheadMs)
  }

  drop(task: UploadTask): void {
    this.#wanted.delete(task)
    this.#later.get(task)?.clear()
    this.#later.delete(task)
    this.#releases.get(task)?.()
    this.#releases.delete(task)
  }
}
