import { Alarm } from './alarm.ts'
import type { SessionClock } from './session-seams.ts'
import type { SaveOutcome } from './session-state.ts'

const afterMs = 1000

/** Gathers what was saved before this tab was opened into one summary [S2]. */
export class SavedBefore {
  readonly #emit: (outcomes: readonly SaveOutcome[]) => void
  readonly #alarm: Alarm
  #outcomes: SaveOutcome[] = []

  constructor(clock: SessionClock, emit: (outcomes: readonly SaveOutcome[]) => void) {
    this.#emit = emit
    this.#alarm = new Alarm(clock, () => this.#tell())
  }

  /** Told with what follows within a second, or at once where nothing can follow. */
  add(outcome: SaveOutcome, isLast: boolean): void {
    this.#outcomes.push(outcome)
    if (isLast) this.#tell()
    else if (!this.#alarm.isSet) this.#alarm.set(afterMs)
  }

  close(): void {
    this.#alarm.clear()
  }

  #tell(): void {
    this.#alarm.clear()
    const outcomes = this.#outcomes
    this.#outcomes = []
    this.#emit(outcomes)
  }
}
