/** Whose turn it is: some at once, the others behind each other. */
import { SpeedMeter } from './speed-meter.ts'
import type { UploadSeams } from './upload-seams.ts'
import type { UploadTask } from './upload-task.ts'

const atOnce = 3

export class Turns {
  readonly #seams: UploadSeams
  readonly #onChange: () => void
  readonly #line = new Set<UploadTask>()
  readonly #running = new Set<UploadTask>()
  #isClosed = false
  /** Of all that are sent. */
  readonly speed: SpeedMeter

  /** @param onChange something has begun or ended */
  constructor(seams: UploadSeams, onChange: () => void) {
    this.#seams = seams
    this.#onChange = onChange
    this.speed = new SpeedMeter(seams.clock.monotonicMs)
  }

  /** Behind all that wait. */
  lineUp(task: UploadTask): void {
    this.#line.delete(task)
    this.#line.add(task)
    this.#fill()
  }

  drop(task: UploadTask): void {
    this.#line.delete(task)
  }

  close(): void {
    this.#isClosed = true
    this.#line.clear()
  }

  #fill(): void {
    for (const task of [...this.#line]) {
      if (this.#running.size >= atOnce || this.#isClosed) return
      // Paused and resumed: the attempt before has yet to end.
      if (this.#running.has(task)) continue
      this.#line.delete(task)
      if (!task.isWaitingFor('turn')) continue
      if (this.#seams.network.isOnline()) this.#run(task).catch(this.#seams.report)
      else task.waitFor('offline')
    }
  }

  async #run(task: UploadTask): Promise<void> {
    if (this.#running.size === 0) this.speed.reset()
    this.#running.add(task)
    try {
      await task.run()
    } finally {
      this.#running.delete(task)
      if (this.#running.size === 0) this.speed.reset()
      this.#onChange()
      this.#fill()
    }
  }
}
