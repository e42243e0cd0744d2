/** Where a session that ran again did something else than the recorded one. */
import type { RecordingEvent } from '../../course/recording.ts'

export interface Difference {
  /** Which of the recorded events; undefined: after the last. */
  readonly place: number | undefined
  readonly expected: RecordingEvent | undefined
  readonly got: RecordingEvent | undefined
}

export interface Comparison {
  /** What was compared. */
  readonly outcomes: readonly RecordingEvent[]
  /** The first. */
  readonly difference?: Difference
}

/** What the session sent, and what it made of what it heard, in order. */
export function compare(recorded: readonly RecordingEvent[], again: readonly RecordingEvent[]): Comparison {
  const expected = recorded.flatMap((event, place) => (isOutcome(event) ? [{ event, place }] : []))
  const got = again.filter(isOutcome)
  const outcomes = expected.map(({ event }) => event)
  const length = Math.max(expected.length, got.length)
  for (let index = 0; index < length; index++) {
    const [one, other] = [expected[index], got[index]]
    if (one && other && essenceOf(one.event) === essenceOf(other)) continue
    if (!one && other && isOfTheEnd(other, recorded)) return { outcomes }
    return { outcomes, difference: { place: one?.place, expected: one?.event, got: other } }
  }
  return { outcomes }
}

/** A recording is exported at some moment, in the midst of what happens in it. */
function isOfTheEnd(event: RecordingEvent, recorded: readonly RecordingEvent[]): boolean {
  return event.at >= (recorded.at(-1)?.at ?? 0)
}

/** On which row the author stood is not recorded, and so not what their awareness frames say. */
function isOutcome(event: RecordingEvent): boolean {
  switch (event.kind) {
    case 'frame':
      return event.direction === 'out' && event.what !== 'awareness'
    case 'save':
      return event.isQuiet
    case 'connect':
    case 'request':
    case 'connection':
    case 'saved':
    case 'ack':
    case 'told':
      return true
    default:
      return false
  }
}

/** Without times: a real timer is late. */
function essenceOf(event: RecordingEvent): string {
  const { at: _, ...essence } = event
  if (essence.kind !== 'told') return JSON.stringify(essence)
  const { kind, operationId, status } = essence
  return JSON.stringify({ kind, operationId, status })
}
