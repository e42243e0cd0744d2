/** What the screens see of the uploads: snapshots, made no oftener than the eye follows. */
import { Alarm } from '../session/alarm.ts'
import type { SessionClock } from '../session/session-seams.ts'
import type { SpeedMeter } from './speed-meter.ts'
import { totalsOf, type UploadItem, type UploadsSnapshot } from './upload-state.ts'

const tellEveryMs = 100

export class UploadBoard {
  readonly #readItems: () => readonly UploadItem[]
  readonly #clock: SessionClock
  readonly #speed: SpeedMeter
  readonly #listeners = new Set<() => void>()
  readonly #alarm: Alarm
  #snapshot: UploadsSnapshot
  #toldMs = Number.NEGATIVE_INFINITY

  constructor(readItems: () => readonly UploadItem[], clock: SessionClock, speed: SpeedMeter) {
    this.#readItems = readItems
    this.#clock = clock
    this.#speed = speed
    this.#alarm = new Alarm(clock, () => this.tell())
    this.#snapshot = this.#read()
  }

  /** The same object until the listeners are called. */
  get snapshot(): UploadsSnapshot {
    return this.#snapshot
  }

  subscribe(listener: () => void): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  /** Tells soon, and what changes until then with it. */
  changed(): void {
    if (this.#alarm.isSet) return
    const passedMs = this.#clock.monotonicMs() - this.#toldMs
    this.#alarm.set(Math.max(0, tellEveryMs - passedMs))
  }

  /** Tells now: an author has pressed something. */
  tell(): void {
    this.#alarm.clear()
    this.#toldMs = this.#clock.monotonicMs()
    this.#snapshot = this.#read()
    for (const listener of [...this.#listeners]) listener()
  }

  close(): void {
    this.#alarm.clear()
    this.#listeners.clear()
  }

  #read(): UploadsSnapshot {
    const items = this.#readItems()
    return { items, totals: totalsOf(items, this.#speed.read()) }
  }
}
