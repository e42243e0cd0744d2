import type { SessionLock } from '../../app/session/session-seams.ts'
import type { RecordingEvent } from '../../course/recording.ts'

/** What a session asks that makes its document anew: everything there is. */
const asksForAll = '"stateVector":"AA=="'

/**
 * The lock under which one tab of a browser makes the document anew. That it was held by another tab is not recorded;
 * what came of it is: the other one's mirror was loaded, before this one had asked the server for anything.
 */
export class PlayedLock implements SessionLock {
  readonly #events: readonly RecordingEvent[]
  readonly #waiting: (() => void)[] = []
  #place = 0

  constructor(events: readonly RecordingEvent[]) {
    this.#events = events
  }

  readonly request = async <T>(_name: string, run: () => Promise<T>): Promise<T> => {
    if (this.#isHeldElsewhere()) await new Promise<void>(resolve => this.#waiting.push(resolve))
    return run()
  }

  /** The next of the recorded events has been played. */
  played(event: RecordingEvent): void {
    this.#place++
    if (isLoad(event)) for (const resolve of this.#waiting.splice(0)) resolve()
  }

  #isHeldElsewhere(): boolean {
    for (const event of this.#events.slice(this.#place)) {
      if (isLoad(event)) return true
      if (event.kind === 'request' && event.body?.includes(asksForAll)) return false
    }
    return false
  }
}

function isLoad(event: RecordingEvent): boolean {
  return event.kind === 'local' && event.call === 'load'
}
