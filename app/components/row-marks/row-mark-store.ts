/** What others do on each row of the outline. A row hears only of what is about itself: there may be fifty thousand. */
import type { Command } from '../../../course/command.ts'
import type { SavedActivity } from '../../session/activity.ts'
import type { Colleague } from '../../session/presence.ts'
import type { CourseSession } from '../../session/session-state.ts'

export interface MarkedPerson {
  readonly id: string
  readonly name: string
  readonly isHere: boolean
  readonly isEditing: boolean
  readonly hasUnsaved: boolean
}

export interface RowMark {
  readonly people: readonly MarkedPerson[]
  /** Somebody has saved a change of this row a moment ago. */
  readonly saved?: { readonly operationId: string; readonly name: string }
  /** Of a chapter: the same of its videos, for when they are not shown. */
  readonly within?: RowMark
}

type MarkedSession = Pick<CourseSession, 'presence' | 'activity' | 'getState'>

const savedShownMs = 6000
/** Of a save of thousands of rows, so many are marked. */
const savedRows = 100

export class RowMarkStore {
  readonly #session: MarkedSession
  readonly #listeners = new Map<string, Set<() => void>>()
  readonly #saved = new Map<string, NonNullable<RowMark['saved']>>()
  readonly #timers = new Set<ReturnType<typeof setTimeout>>()
  #marks: ReadonlyMap<string, RowMark> = new Map()

  constructor(session: MarkedSession) {
    this.#session = session
  }

  /** Listens until the returned function is called. */
  start(): () => void {
    const { presence, activity } = this.#session
    const stops = [
      presence.subscribe(() => this.#refresh()),
      activity.onColleagueSave(save => this.#showSave(save)),
      () => this.#forgetSaves(),
    ]
    this.#refresh()
    return () => {
      for (const stop of stops) stop()
    }
  }

  /** The same object until something about the row changes. */
  get(rowId: string): RowMark | undefined {
    return this.#marks.get(rowId)
  }

  subscribe(rowId: string, listener: () => void): () => void {
    const listeners = this.#listeners.get(rowId) ?? new Set()
    this.#listeners.set(rowId, listeners.add(listener))
    return () => {
      listeners.delete(listener)
      if (listeners.size === 0) this.#listeners.delete(rowId)
    }
  }

  #showSave({ id: operationId, by, commands }: SavedActivity): void {
    const rows = new Set(commands.flatMap(rowOf).slice(0, savedRows))
    for (const rowId of rows) this.#saved.set(rowId, { operationId, name: by.name })
    this.#refresh()
    const timer = setTimeout(() => {
      this.#timers.delete(timer)
      for (const rowId of rows) if (this.#saved.get(rowId)?.operationId === operationId) this.#saved.delete(rowId)
      this.#refresh()
    }, savedShownMs)
    this.#timers.add(timer)
  }

  #forgetSaves(): void {
    for (const timer of this.#timers) clearTimeout(timer)
    this.#timers.clear()
    this.#saved.clear()
  }

  #refresh(): void {
    const before = this.#marks
    const next = new Map<string, RowMark>()
    const { videos } = this.#session.getState().course
    const marks = marksOf(this.#session.presence.getColleagues().shown, this.#saved)
    for (const [rowId, mark] of withChapters(marks, id => videos.get(id)?.place[0])) {
      const old = before.get(rowId)
      next.set(rowId, old && JSON.stringify(old) === JSON.stringify(mark) ? old : mark)
    }
    this.#marks = next
    for (const rowId of new Set([...before.keys(), ...next.keys()]))
      if (before.get(rowId) !== next.get(rowId)) for (const listener of this.#listeners.get(rowId) ?? []) listener()
  }
}

type Saves = ReadonlyMap<string, NonNullable<RowMark['saved']>>

function marksOf(colleagues: readonly Colleague[], saves: Saves): Map<string, RowMark> {
  const people = new Map<string, Map<string, MarkedPerson>>()
  for (const { id, name, places, unsaved } of colleagues) {
    const mark = (rowId: string, change: Partial<MarkedPerson>) => {
      const onRow = people.get(rowId) ?? new Map<string, MarkedPerson>()
      const before = onRow.get(id) ?? { id, name, isHere: false, isEditing: false, hasUnsaved: false }
      people.set(rowId, onRow.set(id, { ...before, ...change }))
    }
    for (const { row, isEditing } of places) mark(row.id, { isHere: true, ...(isEditing && { isEditing }) })
    for (const rowId of unsaved.ids) mark(rowId, { hasUnsaved: true })
  }
  const rows = new Set([...people.keys(), ...saves.keys()])
  return new Map([...rows].map(rowId => [rowId, markOf(people.get(rowId), saves.get(rowId))]))
}

function markOf(people: ReadonlyMap<string, MarkedPerson> = new Map(), saved: RowMark['saved']): RowMark {
  return { people: [...people.values()], ...(saved && { saved }) }
}

/** Adds to each chapter what is marked on its videos. @param chapterOf undefined for what is no video */
function withChapters(
  marks: ReadonlyMap<string, RowMark>,
  chapterOf: (rowId: string) => string | undefined,
): Map<string, RowMark> {
  const all = new Map(marks)
  for (const [rowId, mark] of marks) {
    const chapterId = chapterOf(rowId)
    if (chapterId === undefined) continue
    const chapter = all.get(chapterId) ?? { people: [] }
    all.set(chapterId, { ...chapter, within: joined(chapter.within ?? { people: [] }, mark) })
  }
  return all
}

/** Both on one row. */
export function joined(a: RowMark, b: RowMark): RowMark {
  const people = new Map(a.people.map(person => [person.id, person]))
  for (const person of b.people) people.set(person.id, together(people.get(person.id), person))
  const saved = b.saved ?? a.saved
  return { people: [...people.values()], ...(saved && { saved }) }
}

function together(a: MarkedPerson | undefined, b: MarkedPerson): MarkedPerson {
  if (!a) return b
  const [isHere, isEditing] = [a.isHere || b.isHere, a.isEditing || b.isEditing]
  return { ...b, isHere, isEditing, hasUnsaved: a.hasUnsaved || b.hasUnsaved }
}

function rowOf(command: Command): string[] {
  if ('videoId' in command) return [command.videoId]
  return 'chapterId' in command ? [command.chapterId] : []
}
