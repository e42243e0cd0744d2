/** Commits as the gate would make them: real updates of a real document, with the rows and the entry that go with them. */
import * as encoding from 'lib0/encoding'
import * as Y from 'yjs'
import type { Chapter, CourseInfo, Video } from '../../course/model.ts'
import type { CourseCommit, CourseUpdate, RowChanges } from '../../persistence/course-store.ts'
import type { LedgerEntry } from '../../persistence/ledger.ts'

export const ana = { id: 'ana', name: 'Ana' }
export const noRows: RowChanges = { chapters: [], videos: [] }

/** A UUIDv7 that is easy to read in a failure: its number is its end. */
export function operationIdOf(number: number): string {
  return `0190f3a0-0000-7000-8000-${String(number).padStart(12, '0')}`
}

export function ledgerEntry(number: number, changes: Partial<LedgerEntry> = {}): LedgerEntry {
  return {
    operationId: operationIdOf(number),
    device: 'laptop',
    userId: 'device:laptop',
    by: ana,
    savedAt: 1_700_000_000_000 + number,
    commands: [{ type: 'rename-chapter', chapterId: 'basics', title: `Title ${number}`, was: 'Basics' }],
    status: 'stored',
    events: [{ type: 'chapter-update-complete', chapterId: 'basics', newTitle: `Title ${number}` }],
    notes: [],
    results: [{ command: 'rename-chapter', outcome: 'applied' }],
    ...changes,
  }
}

export function rejection(number: number): LedgerEntry {
  const error = { code: 'out-of-schema' as const, message: 'a title of two million letters' }
  return ledgerEntry(number, { status: 'rejected', events: [], results: [], error })
}

export function chapter(id: string, changes: Partial<Chapter> = {}): Chapter {
  return { id, title: `Chapter ${id}`, position: 'a0', ...changes }
}

export function video(id: string, changes: Partial<Video> = {}): Video {
  return { id, title: `Video ${id}`, place: ['basics', 'a0'], ...changes }
}

/** What an update brings, both parts in V1 encoding. */
export function courseUpdateOf(update: Uint8Array): CourseUpdate {
  const { structs, ds } = Y.decodeUpdate(update)
  const clocks = new Map<number, number>()
  for (const { id, length } of structs) {
    clocks.set(id.client, Math.max(clocks.get(id.client) ?? 0, id.clock + length))
  }
  const deleteSet = encoding.createEncoder()
  encoding.writeVarUint(deleteSet, ds.clients.size)
  for (const [client, ranges] of [...ds.clients].sort(([a], [b]) => b - a)) {
    for (const number of [client, ranges.length, ...ranges.flatMap(({ clock, len }) => [clock, len])]) {
      encoding.writeVarUint(deleteSet, number)
    }
  }
  const stateVector = Y.encodeStateVector(clocks)
  return {
    bytes: new Uint8Array(update),
    stateVector: new Uint8Array(stateVector),
    deleteSet: new Uint8Array(encoding.toUint8Array(deleteSet)),
  }
}

/** The client clocks of a state vector in V1 encoding. */
export function clocksOf(stateVector: Uint8Array): Map<number, number> {
  return Y.decodeStateVector(stateVector)
}

export function documentOf(updates: readonly { readonly bytes: Uint8Array }[]): Y.Doc {
  const doc = new Y.Doc()
  for (const { bytes } of updates) Y.applyUpdate(doc, bytes)
  return doc
}

/** A course at its author's: makes the next commit, and expects what the commits before it have led to. */
export class CourseAuthor {
  readonly courseId: string
  readonly doc = new Y.Doc()
  #revision = 0
  #epoch: string | null = null
  #saves = 0

  constructor(courseId = 'course-1', clientId = 1) {
    this.courseId = courseId
    this.doc.clientID = clientId
  }

  /** Changes the document in one transaction and makes the commit of it. */
  save(change: Partial<CourseCommit> & { readonly info?: CourseInfo } = {}): CourseCommit {
    const { info, ...changes } = change
    const rows = changes.rows ?? { ...noRows, ...(info && { course: info }) }
    const update = this.#edit(rows)
    const number = ++this.#saves
    const expected = { revision: this.#revision++, epoch: this.#epoch }
    this.#epoch = 'epoch-1'
    return {
      ...this.#emptyCommit(expected),
      rows,
      update: courseUpdateOf(update),
      operations: [ledgerEntry(number)],
      at: 1_800_000_000_000 + number,
      ...changes,
    }
  }

  reject(...operations: readonly LedgerEntry[]): CourseCommit {
    return { ...this.#emptyCommit({ revision: this.#revision, epoch: this.#epoch }), operations }
  }

  #emptyCommit(expected: CourseCommit['expected']) {
    const parts = { rows: noRows, clients: [], unclaimed: [], operations: [] }
    const { courseId } = this
    return { courseId, expected, newEpoch: 'epoch-1', userId: 'device:laptop', at: 1_800_000_000_000, ...parts }
  }

  #edit(rows: RowChanges): Uint8Array {
    const { doc } = this
    let made: Uint8Array = new Uint8Array()
    doc.once('update', (update: Uint8Array) => {
      made = update
    })
    doc.transact(() => {
      doc.getMap('operations').set(`${doc.clientID}.0`, { save: this.#saves })
      for (const [key, value] of Object.entries(rows.course ?? {})) doc.getMap('course').set(key, value)
      for (const { id, title } of rows.chapters) doc.getMap('chapters').set(id, title)
      for (const { id, title } of rows.videos) doc.getMap('videos').set(id, title)
    })
    return made
  }
}
