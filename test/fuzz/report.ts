/** What a run of a fuzzer has seen, in a form that adds up. */

export interface Failure {
  /** Of the scene: `--seed` runs it again. */
  readonly seed: number
  readonly what: string
  /** A small case that still fails, as JSON of the corpus; absent where none was found. */
  readonly smallest?: unknown
}

export class FuzzReport {
  runs = 0
  slowestMs = 0
  readonly outcomes = new Map<string, number>()
  readonly failures: Failure[] = []

  count(outcome: string): void {
    this.runs++
    this.outcomes.set(outcome, (this.outcomes.get(outcome) ?? 0) + 1)
  }

  took(durationMs: number): void {
    this.slowestMs = Math.max(this.slowestMs, durationMs)
  }

  failed(failure: Failure): void {
    this.failures.push(failure)
  }

  get text(): string {
    const outcomes = [...this.outcomes].sort(([, a], [, b]) => b - a).map(([name, times]) => `${name} ${times}`)
    const lines = this.failures.map(({ seed, what, smallest }) => {
      return `FAILED --seed ${seed}: ${what}${smallest === undefined ? '' : `\n${JSON.stringify(smallest)}`}`
    })
    return [`${this.runs} runs, slowest ${this.slowestMs.toFixed(1)} ms: ${outcomes.join(', ')}`, ...lines].join('\n')
  }
}

/** What each fuzzer is: so many runs from a seed on. */
export interface FuzzOptions {
  readonly runs: number
  readonly seed: number
  readonly report: FuzzReport
}

/** @returns the seed to go on with */
export type Fuzz = (options: FuzzOptions) => Promise<number>
