/** One device that does what a recorded author did, on a new course of a real server: the app's own session, in Node. */
import { randomBytes } from 'node:crypto'
import { fromBase64 } from 'lib0/buffer'
import { openCourseSession } from '../../app/session/course-session.ts'
import type { CourseSession, SaveOutcome } from '../../app/session/session-state.ts'
import { systemClock, systemTransport } from '../../app/session/system-seams.ts'
import { newId } from '../../course/id.ts'
import type { Recording, RecordingEvent } from '../../course/recording.ts'
import { MemoryLocalCourseStore } from '../../persistence/memory-local/memory-local-course-store.ts'
import { MemoryProfile } from '../../persistence/memory-local/memory-profile.ts'
import { beginningOf, withoutUploads } from './load-commands.ts'
import { ask } from './replay-client.ts'

export interface LoadOptions {
  readonly url: string
  readonly speed: number
}

/** What became of an author's saves; the one that made the course is not among them. */
export interface LoadResult {
  /** Save to ack, in ms, for each that was stored. */
  readonly ackedMs: readonly number[]
  /** By `performance.now()`. */
  readonly lastAckAtMs: number
  readonly rejected: number
  readonly unanswered: number
  readonly bugs: readonly unknown[]
}

/** An answer that has not come so long after the last of the recording will not come. */
const patienceMs = 30_000

export class LoadAuthor {
  readonly #recording: Recording
  readonly #speed: number
  readonly #session: CourseSession
  readonly #bugs: unknown[] = []
  readonly #saves: Promise<string | undefined>[] = []
  readonly #fates = new Map<string, SaveOutcome>()
  #lastAckAtMs = 0
  #hears = () => {}
  /** Recorded bytes for what is asked at this moment: later events name drafts by ids made of them. */
  #random: number[] = []

  constructor(recording: Recording, { url, speed }: LoadOptions) {
    this.#recording = recording
    this.#speed = speed
    const device = newId(randomBytes)
    const courseId = newId(randomBytes)
    this.#session = openCourseSession({
      ...{ courseId, tabId: newId(randomBytes), clock: systemClock, transport: systemTransport(url) },
      localStore: new MemoryLocalCourseStore({ courseId, profile: new MemoryProfile() }),
      profile: { device, author: { id: device, name: recording.header.by.name } },
      randomBytes: length => (this.#random.length < length ? randomBytes(length) : this.#takeRandom(length)),
      report: error => this.#bugs.push(error),
    })
    this.#session.onEvent(event => {
      if (event.kind !== 'saved' && event.kind !== 'rejected') return
      this.#fates.set(event.outcome.operation.operationId, event.outcome)
      this.#lastAckAtMs = performance.now()
      this.#hears()
    })
  }

  /** The course as the recording begins with it. @returns whether it was stored */
  async begin(): Promise<boolean> {
    const { header } = this.#recording
    const operationId = await this.#session.save({ adding: beginningOf(this.#recording) })
    await this.#answered([operationId])
    if (operationId === undefined || this.#fates.get(operationId)?.ack.status !== 'stored') return false
    for (const { command } of header.draft ?? []) this.#session.edit(withoutUploads([command]))
    return true
  }

  async play(): Promise<LoadResult> {
    const { events } = this.#recording
    const startedAtMs = performance.now()
    for (const [place, event] of events.entries()) {
      if (!isAsked(event)) continue
      const dueInMs = startedAtMs + event.at / this.#speed - performance.now()
      if (dueInMs > 0) await new Promise(resolve => setTimeout(resolve, dueInMs))
      this.#ask(event, events[place + 1])
    }
    const operationIds = await Promise.all(this.#saves)
    await this.#answered(operationIds)
    return this.#result(operationIds)
  }

  close(): Promise<void> {
    return this.#session.close()
  }

  #ask(event: RecordingEvent, next: RecordingEvent | undefined): void {
    if (event.kind === 'save') {
      const { isQuiet, adding } = event
      this.#saves.push(this.#session.save({ isQuiet, adding: withoutUploads(adding) }))
      return
    }
    this.#random = next?.kind === 'random' ? [...fromBase64(next.bytes)] : []
    ask(event.kind === 'edit' ? { ...event, commands: withoutUploads(event.commands) } : event, this.#session)
    this.#random = []
  }

  #takeRandom(length: number): Uint8Array {
    return Uint8Array.from(this.#random.splice(0, length))
  }

  /** Resolves when all have their fates, or are not to have them any more. */
  async #answered(operationIds: readonly (string | undefined)[]): Promise<void> {
    const isMissing = (id: string | undefined) => id !== undefined && !this.#fates.has(id)
    let isOver = false
    const patience = setTimeout(() => {
      isOver = true
      this.#hears()
    }, patienceMs)
    while (!isOver && operationIds.some(isMissing)) {
      await new Promise<void>(resolve => {
        this.#hears = resolve
      })
    }
    clearTimeout(patience)
  }

  #result(operationIds: readonly (string | undefined)[]): LoadResult {
    const asked = operationIds.filter(id => id !== undefined)
    const outcomes = asked.flatMap(id => this.#fates.get(id) ?? [])
    const stored = outcomes.filter(({ ack }) => ack.status === 'stored')
    return {
      ackedMs: stored.map(({ timing }) => timing.ackedMs),
      lastAckAtMs: this.#lastAckAtMs,
      rejected: outcomes.length - stored.length,
      unanswered: asked.length - outcomes.length,
      bugs: this.#bugs,
    }
  }
}

/** What the autosave switch and the inspector did by themselves is asked as it came: saves of their own, and no delays. */
function isAsked({ kind }: RecordingEvent): boolean {
  const asked: readonly RecordingEvent['kind'][] = [
    'edit',
    'undo',
    'redo',
    'discard',
    'revert',
    'adopt-upload',
    'save',
    'drop-connection',
  ]
  return asked.includes(kind)
}
