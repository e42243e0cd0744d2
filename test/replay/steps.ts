/** A recording as what is to be done, in order: its events, and the moments at which other tabs had written. */
import { fromBase64 } from 'lib0/buffer'
import type { RecordingEvent } from '../../course/recording.ts'
import type { RecordedOf } from './recorded-of.ts'

type LocalEvent = RecordedOf<'local'>

interface EventStep {
  readonly kind: 'event'
  /** ms since the recording's start. */
  readonly at: number
  readonly event: RecordingEvent
  /** These random bytes are those of this save's operationId: it is being written. */
  readonly writes?: LocalEvent
}

interface HeardStep {
  readonly kind: 'heard'
  readonly at: number
  readonly call: LocalEvent['call']
  /** How often the session has made this call by now, this time included. */
  readonly askedCount: number
}

/** `savedAt`: ms since 1970 that the next save bears; undefined after the last. */
export type Step = (EventStep | HeardStep) & { readonly savedAt: number | undefined }

export function stepsOf(recorded: readonly RecordingEvent[]): readonly Step[] {
  // A call that was made before the recording begins is made by nobody here.
  const events = recorded.filter(event => event.kind !== 'local' || event.askedAt >= 0)
  const happened = events.map((event, place): EventStep | HeardStep => eventStep(events, event, place))
  const steps = [...happened]
  for (const step of heardSteps(events)) steps.splice(placeOf(step, steps), 0, step)
  let savedAt: number | undefined
  return steps
    .toReversed()
    .map(step => {
      savedAt = (step.kind === 'event' ? savedAtOf(step.event) : undefined) ?? savedAt
      return { ...step, savedAt }
    })
    .reverse()
}

function eventStep(events: readonly RecordingEvent[], event: RecordingEvent, place: number): EventStep {
  const step = { kind: 'event', at: event.at, event } as const
  if (event.kind !== 'random') return step
  const writes = events.find((later, index): later is LocalEvent => {
    return index > place && later.kind === 'local' && later.call === 'save'
  })
  const id = writes?.operation?.operationId.replaceAll('-', '').slice(-14)
  const isOfSave = id !== undefined && Buffer.from(fromBase64(event.bytes)).toString('hex').includes(id)
  return { ...step, ...(writes && isOfSave && { writes }) }
}

function heardSteps(events: readonly RecordingEvent[]): readonly HeardStep[] {
  const asked = new Map<LocalEvent['call'], number>()
  return events.flatMap(event => {
    if (event.kind !== 'local') return []
    const askedCount = (asked.get(event.call) ?? 0) + 1
    asked.set(event.call, askedCount)
    return [{ kind: 'heard', at: event.askedAt, call: event.call, askedCount } as const]
  })
}

/** Close codes of whoever hangs up without saying why (RFC 6455, section 7.4.1): a server does. */
const hungUpHere: readonly number[] = [1000, 1005]

/** After all else of its moment, but before a connection that the session itself has ended because of it. */
function placeOf({ at }: HeardStep, steps: readonly (EventStep | HeardStep)[]): number {
  const after = steps.findIndex(step => step.at > at)
  const end = after < 0 ? steps.length : after
  const hangUp = steps.findIndex(step => {
    return (
      step.at === at && step.kind === 'event' && step.event.kind === 'close' && hungUpHere.includes(step.event.code)
    )
  })
  return hangUp < 0 ? end : hangUp
}

function savedAtOf(event: RecordingEvent): number | undefined {
  if (event.kind === 'local') return event.operation?.savedAt
  return event.kind === 'saved' ? millisecondsOf(event.operationId) : undefined
}

/** The first 48 bits of a UUIDv7 (RFC 9562) are ms since 1970. */
function millisecondsOf(operationId: string): number {
  return Number.parseInt(operationId.replaceAll('-', '').slice(0, 12), 16)
}
