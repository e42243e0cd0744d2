import type { WireErrorCode } from '../../course/errors.ts'
import type { Ack } from '../../course/wire/ack.ts'
import type { KnownServer, LocalCourse } from '../../persistence/local-course-store.ts'
import type { SessionClock } from '../session/session-seams.ts'
import { type Recordable, type RecordedEvent, type RecordedOf, sizeOf } from './recorded-event.ts'
import { updatesAfter } from './updates-after.ts'

export interface RecorderOptions {
  readonly clock: SessionClock
  /** Not asked for before the session is built. */
  readonly session: () => RecordedSession
}

/** The parts of a session that know what it has at this moment. */
export interface RecordedSession {
  readonly draft: { readonly entries: LocalCourse['draft'] }
  readonly tracker: { readonly operations: LocalCourse['pending'] }
  readonly sync: { readonly server: KnownServer | undefined; encode(): Uint8Array }
}

/** Events in order, and what they begin with. */
export interface Stretch {
  /** What the session had before the first of them. */
  readonly start: LocalCourse
  /** ms since 1970. */
  readonly startedAt: number
  /** ms on the session's monotonic clock. */
  readonly startedAtMs: number
  /** How many came before. */
  readonly earlierEvents: number
  readonly events: readonly RecordedEvent[]
}

interface OpenStretch extends Stretch {
  start: LocalCourse
  readonly events: RecordedEvent[]
  sizeBytes: number
}

interface RecordedConnection {
  readonly kind: RecordedOf<'connection'>['connection']
  readonly code?: WireErrorCode
}

interface RecordedFate {
  readonly ack: Pick<Ack, 'operationId' | 'status'>
  readonly timing: Pick<RecordedOf<'told'>, 'onDeviceMs' | 'sentMs' | 'ackedMs' | 'claimedMs'>
}

const nothing: LocalCourse = { updates: [], draft: [], pending: [] }

/** Of one stretch; two are kept. */
const stretchEvents = 2500
const stretchBytes = 4 * 1024 * 1024

/**
 * What happened in this tab lately. Always on, so it may cost nothing: events are kept by reference. What has become
 * too much is dropped a stretch at a time; of what is dropped, the document's updates stay, so that what is left has a
 * document to begin with and can be replayed.
 */
export class Recorder {
  readonly #options: RecorderOptions
  #earlier: OpenStretch | undefined
  #present: OpenStretch
  #turn: unknown
  /** What the document was when it was last known as a whole. */
  #documentBytes: number | undefined
  #isClosed = false
  readonly #latest = new Map<Recordable['kind'], RecordedEvent>()

  constructor(options: RecorderOptions) {
    this.#options = options
    this.#present = this.#begin(nothing, 0)
  }

  add(recordable: Recordable): void {
    if (this.#isClosed) return
    const event = { ...recordable, at: this.#options.clock.monotonicMs() }
    this.#latest.set(event.kind, event)
    this.#present.events.push(event)
    this.#present.sizeBytes += sizeOf(event)
    const isFull = this.#present.events.length >= stretchEvents || this.#present.sizeBytes >= stretchBytes
    // Not here and now: whoever adds is in the midst of something.
    if (isFull) this.#turn ??= this.#options.clock.setTimeout(() => this.#turnOver(), 0)
  }

  /** A thousand commands draw a thousand ids at once: they are one event. */
  addRandom(bytes: Uint8Array): void {
    const last = this.#present.events.at(-1)
    if (last?.kind === 'random') last.parts.push(bytes)
    else this.add({ kind: 'random', parts: [bytes] })
  }

  noteConnection({ kind, ...code }: RecordedConnection): void {
    if (this.latest('connection')?.connection !== kind) this.add({ kind: 'connection', connection: kind, ...code })
  }

  /** A final fate, as it is told. */
  noteFate({ ack: { operationId, status }, timing }: RecordedFate): void {
    this.add({ kind: 'told', operationId, status, ...timing })
  }

  /** What this device had when the session was opened. */
  beginsWith(course: LocalCourse): void {
    if (!this.#earlier && this.#present.earlierEvents === 0) this.#present.start = course
  }

  /** The newest event of a kind, also where it has been dropped since. */
  latest<Kind extends Recordable['kind']>(kind: Kind): RecordedOf<Kind> | undefined {
    return this.#latest.get(kind) as RecordedOf<Kind> | undefined
  }

  /** All that is kept, as it is now. */
  recorded(): Stretch {
    if (!this.#earlier) return { ...this.#present, events: [...this.#present.events] }
    return { ...this.#earlier, events: [...this.#earlier.events, ...this.#present.events] }
  }

  close(): void {
    this.#isClosed = true
    this.#options.clock.clearTimeout(this.#turn)
  }

  #turnOver(): void {
    this.#turn = undefined
    const { start, earlierEvents, events } = this.#present
    const { draft, tracker, sync } = this.#options.session()
    const updates = this.#inBounds(updatesAfter(start.updates, events), sync)
    const { server } = sync
    const next = { updates, draft: draft.entries, pending: tracker.operations, ...(server && { server }) }
    this.#earlier = this.#present
    this.#present = this.#begin(next, earlierEvents + events.length)
  }

  /** Over a line that is often cut, the same deletions come again and again. */
  #inBounds(updates: readonly Uint8Array[], document: RecordedSession['sync']): readonly Uint8Array[] {
    const sizeBytes = updates.reduce((sum, { length }) => sum + length, 0)
    this.#documentBytes ??= sizeBytes
    if (sizeBytes <= 2 * this.#documentBytes + stretchBytes) return updates
    const encoded = document.encode()
    this.#documentBytes = encoded.length
    return [encoded]
  }

  #begin(start: LocalCourse, earlierEvents: number): OpenStretch {
    const { clock } = this.#options
    return {
      ...{ start, earlierEvents, events: [], sizeBytes: 0 },
      startedAt: clock.now(),
      startedAtMs: clock.monotonicMs(),
    }
  }
}
