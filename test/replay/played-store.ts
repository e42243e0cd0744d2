/** The recorded disk: every call ends when it ended then, and as it ended; what other tabs wrote appears as it did. */
import { fromBase64 } from 'lib0/buffer'
import { LecternError } from '../../course/errors.ts'
import type { Recording } from '../../course/recording.ts'
import type {
  DraftEntry,
  KnownServer,
  LocalChange,
  LocalCourse,
  LocalCourseStore,
  LocalSave,
} from '../../persistence/local-course-store.ts'
import type { RecordedOf } from './recorded-of.ts'

type LocalEvent = RecordedOf<'local'>
type LocalCall = LocalEvent['call']

interface Call {
  readonly run: (event: LocalEvent) => unknown
  readonly resolve: (value: never) => void
  readonly reject: (error: unknown) => void
  /** Made ahead of the call's end. */
  ran?: { readonly value: unknown }
}

/** The calls that a session makes because another tab has written. */
const heard: Partial<Record<LocalCall, LocalChange>> = {
  'load-new-updates': 'updates',
  'load-draft': 'draft',
  'load-pending': 'pending',
  load: 'replaced',
}

export class PlayedStore implements LocalCourseStore {
  /** What is on the disk now. */
  #course: LocalCourse
  readonly #begins: LocalCourse
  readonly #told: ReadonlySet<string>
  readonly #waiting = new Map<LocalCall, Call[]>()
  readonly #early = new Map<LocalCall, LocalEvent[]>()
  readonly #asked = new Map<LocalCall, number>()
  readonly #listeners = new Set<(change: LocalChange) => void>()

  constructor({ header, events }: Recording) {
    const { draft = [], pending = [], server } = header
    this.#begins = { updates: [fromBase64(header.document)], draft, pending, ...(server && { server }) }
    this.#course = this.#begins
    this.#told = new Set(events.flatMap(event => (event.kind === 'told' ? [event.operationId] : [])))
  }

  /** A session that was opened before the recording begins loads what there is at its beginning. */
  begin(): void {
    this.play({ kind: 'local', call: 'load', at: 0, askedAt: 0 })
    this.#asked.clear()
  }

  /** Another tab has written, if the session has not asked as often as it had at this point. */
  hear(call: LocalCall, askedCount: number): void {
    const change = heard[call]
    if (!change || (this.#asked.get(call) ?? 0) >= askedCount) return
    for (const listener of [...this.#listeners]) listener(change)
  }

  /** The call that was asked first, of those of its kind, ends. */
  play(event: LocalEvent): void {
    const call = this.#waiting.get(event.call)?.shift()
    if (call) this.#end(call, event)
    else listIn(this.#early, event.call).push(event)
  }

  /** The call does its part now, and ends later: a transaction is written before it is complete. */
  runAhead(event: LocalEvent): void {
    const call = this.#waiting.get(event.call)?.[0]
    if (call) call.ran ??= { value: call.run(event) }
  }

  load(): Promise<LocalCourse> {
    return this.#ask('load', ({ updates, draft = [], pending = [], server }) => {
      const written = updates && { updates: updates.map(fromBase64), draft, pending, ...(server && { server }) }
      this.#course = written ?? this.#begins
      return this.#course
    })
  }

  loadNewUpdates(): Promise<readonly Uint8Array[]> {
    return this.#ask('load-new-updates', event => {
      const updates = (event.updates ?? []).map(fromBase64)
      this.#write({ updates })
      return updates
    })
  }

  loadDraft(): Promise<readonly DraftEntry[]> {
    return this.#ask('load-draft', ({ draft = [] }) => {
      this.#write({ draft })
      return draft
    })
  }

  loadPending(): Promise<LocalCourse['pending']> {
    return this.#ask('load-pending', ({ pending = [] }) => {
      this.#write({ pending })
      return pending
    })
  }

  append(updates: readonly Uint8Array[], server?: KnownServer): Promise<void> {
    return this.#ask('append', () => this.#write({ updates, ...(server && { server }) }))
  }

  editDraft(change: (draft: readonly DraftEntry[]) => readonly DraftEntry[]): Promise<readonly DraftEntry[]> {
    return this.#ask('edit-draft', () => {
      const draft = change(this.#course.draft)
      this.#write({ draft })
      return draft
    })
  }

  save(write: (draft: readonly DraftEntry[]) => LocalSave | undefined): Promise<LocalSave | undefined> {
    return this.#ask('save', () => {
      const save = write(this.#course.draft)
      if (save) this.#write({ updates: [save.update], pending: [...this.#course.pending, save.operation], draft: [] })
      return save
    })
  }

  claim(operationId: string): Promise<boolean> {
    return this.#ask('claim', () => {
      const pending = this.#course.pending.filter(operation => operation.operationId !== operationId)
      const isPending = pending.length < this.#course.pending.length
      this.#write({ pending })
      // Whichever of several tabs was first with it: the one that told it.
      return isPending || this.#told.has(operationId)
    })
  }

  replaceMirror(build: (present: LocalCourse) => LocalCourse): Promise<LocalCourse> {
    return this.#ask('replace-mirror', ({ error }) => {
      const course = build(this.#course)
      if (error === undefined) this.#course = course
      return course
    })
  }

  compact(): Promise<void> {
    return this.#ask('compact', () => undefined)
  }

  subscribe(listener: (change: LocalChange) => void): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  /** The writes under way never end: their recording has. */
  async close(): Promise<void> {}

  async destroy(): Promise<void> {}

  #ask<T>(kind: LocalCall, run: (event: LocalEvent) => T): Promise<T> {
    this.#asked.set(kind, (this.#asked.get(kind) ?? 0) + 1)
    return new Promise<T>((resolve, reject) => {
      const call: Call = { run, resolve, reject }
      const early = this.#early.get(kind)?.shift()
      if (early) this.#end(call, early)
      else listIn(this.#waiting, kind).push(call)
    })
  }

  #end({ run, resolve, reject, ran }: Call, event: LocalEvent): void {
    try {
      // There was no room for what had been made already.
      if (event.call === 'replace-mirror' && event.error === 'store-full') run(event)
      if (event.error !== undefined) throw failureOf(event.error)
      const { value } = ran ?? { value: run(event) }
      resolve(value as never)
    } catch (error) {
      reject(error)
    }
  }

  #write({ updates = [], ...rest }: Partial<LocalCourse>): void {
    this.#course = { ...this.#course, ...rest, updates: [...this.#course.updates, ...updates] }
  }
}

function failureOf(code: NonNullable<LocalEvent['error']>): Error {
  return code === 'bug' ? new Error('the disk failed as nobody expected') : new LecternError(code, 'as recorded')
}

function listIn<Item>(lists: Map<LocalCall, Item[]>, kind: LocalCall): Item[] {
  const list = lists.get(kind) ?? []
  lists.set(kind, list)
  return list
}
