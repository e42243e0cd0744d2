/** What is recorded, as it is kept in memory: bytes and commands by reference, nothing decoded. */
import type { RecordingEvent } from '../../course/recording.ts'
import type { PendingOperation } from '../../persistence/local-course-store.ts'

type Kept<Kind extends RecordingEvent['kind']> = Omit<Extract<RecordingEvent, { kind: Kind }>, 'at'>
type OfAnyKind<Kind> = Kind extends RecordingEvent['kind'] ? Kept<Kind> : never

interface KeptFrame extends Omit<Kept<'frame'>, 'what' | 'bytes'> {
  readonly bytes: Uint8Array
}

export interface KeptLocal extends Omit<Kept<'local'>, 'updates' | 'operation'> {
  readonly updates?: readonly Uint8Array[]
  readonly operation?: PendingOperation
}

interface KeptRandom extends Omit<Kept<'random'>, 'bytes'> {
  /** In order: what was asked for at once is one event. */
  readonly parts: Uint8Array[]
}

export type Recordable =
  | KeptFrame
  | KeptLocal
  | KeptRandom
  | OfAnyKind<Exclude<RecordingEvent['kind'], 'frame' | 'local' | 'random'>>

/** `at`: ms on the session's monotonic clock. */
export type RecordedEvent = Recordable & { readonly at: number }

/** Of one kind. */
export type RecordedOf<Kind extends Recordable['kind']> = Extract<RecordedEvent, { kind: Kind }>

const eventBytes = 100
const commandBytes = 300

/** About what it takes in memory: bytes and texts as they are, a command by its usual length. */
export function sizeOf(event: Recordable): number {
  return eventBytes + contentSizeOf(event)
}

function contentSizeOf(event: Recordable): number {
  switch (event.kind) {
    case 'edit':
      return event.commands.length * commandBytes
    case 'save':
      return event.adding.length * commandBytes
    case 'frame':
      return event.bytes.length
    case 'local':
      return localSizeOf(event)
    case 'request':
      return event.body?.length ?? 0
    case 'answer':
      return event.body.length
    default:
      return 0
  }
}

function localSizeOf({ updates = [], operation, draft = [], pending = [] }: KeptLocal): number {
  const operations = operation ? [operation, ...pending] : pending
  const commands = sum([draft.length, ...operations.map(each => each.commands.length)])
  return sum(updates.map(update => update.length)) + commands * commandBytes
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0)
}
