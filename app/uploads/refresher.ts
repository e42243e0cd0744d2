import { Alarm, Backoff } from '../session/alarm.ts'
import type { UploadSeams } from './upload-seams.ts'

/** `outdated`: what was read was written over meanwhile. `refused`: nobody knows what the store says. */
export type Reading = 'current' | 'outdated' | 'refused'

/** Takes over what stands in the store: once for all that others write while it is under way, again where it refuses. */
export class Refresher {
  readonly #takeOver: () => Promise<Reading>
  readonly #again: Alarm
  readonly #backoff: Backoff
  #isOutdated = false
  #running: Promise<void> | undefined

  constructor(
    takeOver: () => Promise<Reading>,
    { clock, randomBytes, report }: Pick<UploadSeams, 'clock' | 'randomBytes' | 'report'>,
  ) {
    this.#takeOver = takeOver
    this.#again = new Alarm(clock, () => void this.run().catch(report))
    this.#backoff = new Backoff({ firstMs: 1_000, capMs: 60_000, randomBytes })
  }

  /** Resolves when it has read what stands there now, or was refused. */
  run(): Promise<void> {
    this.#isOutdated = true
    this.#running ??= this.#runAll()
    return this.#running
  }

  close(): void {
    this.#again.clear()
  }

  async #runAll(): Promise<void> {
    try {
      while (this.#isOutdated) {
        this.#isOutdated = false
        this.#settle(await this.#takeOver())
      }
    } finally {
      this.#running = undefined
    }
  }

  #settle(reading: Reading): void {
    this.#again.clear()
    if (reading === 'refused') this.#again.set(this.#backoff.next())
    else this.#backoff.reset()
    this.#isOutdated ||= reading === 'outdated'
  }
}
