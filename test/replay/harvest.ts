import { recordingText } from '../../app/recording/recording-text.ts'
import type { CourseSession } from '../../app/session/session-state.ts'
import { type Recording, type RecordingEvent, readRecording } from '../../course/recording.ts'

/** As the inspector would export it now, and read again. */
export function exported({ inspection }: CourseSession): Recording {
  const read = readRecording(recordingText(inspection.recorder.recorded(), inspection.options))
  if (read.kind !== 'ok') throw new Error(`line ${read.line}: ${read.reason}`)
  return read.recording
}

/** All that a session has recorded: its recorder keeps only the newest. */
export class Harvest {
  readonly events: RecordingEvent[] = []
  readonly #startedAtMs: number
  #skipped = 0

  /** @param startedAtMs on the session's monotonic clock: what `at` is to count from */
  constructor(startedAtMs: number) {
    this.#startedAtMs = startedAtMs
  }

  /** What has been recorded so far is not wanted. */
  skip(session: CourseSession): void {
    this.take(session)
    this.#skipped = this.events.length
  }

  /** To be called before the recorder has dropped what is not here yet: every 2,000 events. */
  take(session: CourseSession): void {
    const { header, events } = exported(session)
    const laterMs = session.inspection.recorder.recorded().startedAtMs - this.#startedAtMs
    for (const [place, event] of events.entries()) {
      this.events[header.earlierEvents + place] = { ...event, at: event.at + laterMs }
    }
  }

  get wanted(): readonly RecordingEvent[] {
    return this.events.slice(this.#skipped)
  }
}
