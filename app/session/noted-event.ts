import type { Recorder } from '../recording/recorder.ts'
import type { ActivityLog } from './activity.ts'
import { overwrittenOf } from './conflict.ts'
import type { OverwriteWatch } from './overwrite-watch.ts'
import type { SaveOutcome, SessionEvent } from './session-state.ts'

interface Noting {
  readonly recorder: Recorder
  readonly overwrites: OverwriteWatch
  readonly activity: ActivityLog
}

/** What the session itself makes of an event, before anybody hears it. */
export function noteEvent(event: SessionEvent, { recorder, overwrites, activity }: Noting): void {
  if (event.kind === 'saved' || event.kind === 'rejected') recorder.noteFate(event.outcome)
  if (event.kind === 'saved') overwrites.remember(event.outcome.operation)
  activity.noteOwn(answeredIn(event))
  if (event.kind === 'overwritten') activity.noteConflicts([overwrittenOf(event)])
}

function answeredIn(event: SessionEvent): readonly SaveOutcome[] {
  if (event.kind === 'saved') return [event.outcome]
  return event.kind === 'saved-before' ? event.outcomes : []
}
