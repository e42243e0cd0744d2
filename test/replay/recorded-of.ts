import type { RecordingEvent } from '../../course/recording.ts'

export type RecordedKind = RecordingEvent['kind']
/** A line of a recording, of these kinds. */
export type RecordedOf<Kind extends RecordedKind> = Extract<RecordingEvent, { kind: Kind }>
