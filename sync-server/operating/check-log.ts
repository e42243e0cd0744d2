/** The log of a course, read once: whether it is whole, what it leads to, and which operations it carries. */
import { isDeepStrictEqual } from 'node:util'
import * as Y from 'yjs'
import { defineRoots, readCourse } from '../../course/document.ts'
import { isLecternError } from '../../course/errors.ts'
import type { Course } from '../../course/model.ts'
import { type Operation, operationSchema } from '../../course/operation.ts'
import type { StoredUpdate } from '../../persistence/course-store.ts'
import type { InspectedCourse, InspectedUpdate } from '../../persistence/inspected-store.ts'
import { type DeleteRange, DeleteRanges, readDeleteSet } from '../gate/delete-ranges.ts'
import { encodeClocks, type ReceivedUpdate, readUpdate } from '../gate/read-update.ts'
import type { Finding } from './finding.ts'

/** An operation whose record an update brought. */
export interface CarriedOperation {
  readonly revision: number
  readonly operation: Operation
}

export interface ReadLog {
  readonly findings: readonly Finding[]
  /** What the document says: from the newest snapshot and what follows it. */
  readonly course: Course
  /** By operationId; of several records the first. */
  readonly carried: ReadonlyMap<string, CarriedOperation>
  /** Revisions whose update is there and can be read. */
  readonly revisions: ReadonlySet<number>
}

export function readLog(course: InspectedCourse): ReadLog {
  const reader = new LogReader(course)
  try {
    return reader.read()
  } finally {
    reader.close()
  }
}

class LogReader {
  readonly #course: InspectedCourse
  readonly #findings: Finding[] = []
  readonly #carried = new Map<string, CarriedOperation>()
  readonly #revisions = new Set<number>()
  /** What a room would load. */
  readonly #present = new Y.Doc()
  /** The whole log, where there is a snapshot to compare it with. */
  readonly #replayed = new Y.Doc()
  #last = 0

  constructor(course: InspectedCourse) {
    this.#course = course
  }

  read(): ReadLog {
    for (const doc of [this.#present, this.#replayed]) defineRoots(doc)
    // In one transaction each: twenty thousand updates take half a second so.
    this.#present.transact(() => this.#replayed.transact(() => this.#readAll()))
    const { courseId, revision } = this.#course
    if (this.#last < revision) this.#missing(this.#last + 1, revision)
    const { pendingStructs, pendingDs } = this.#present.store
    if (pendingStructs !== null || pendingDs !== null) this.#found({ code: 'document-incomplete', courseId })
    this.#compareWithSnapshot()
    return {
      findings: this.#findings,
      course: readCourse(this.#present),
      carried: this.#carried,
      revisions: this.#revisions,
    }
  }

  close(): void {
    this.#present.destroy()
    this.#replayed.destroy()
  }

  #readAll(): void {
    const { courseId, snapshot } = this.#course
    if (snapshot) {
      const isWhole = snapshot.bytes.length === snapshot.sizeBytes && apply(this.#present, snapshot.bytes)
      if (!(isWhole && snapshot.isSound))
        this.#found({ code: 'snapshot-damaged', courseId, revision: snapshot.revision })
    }
    for (const update of this.#course.updates()) this.#readUpdate(update)
  }

  #readUpdate(update: InspectedUpdate): void {
    const { courseId, snapshot } = this.#course
    const { revision } = update
    if (revision > this.#last + 1) this.#missing(this.#last + 1, revision - 1)
    this.#last = revision
    if (revision > this.#course.revision) this.#found({ code: 'update-beyond-course', courseId, revision })
    const received = decode(update)
    const isAfterSnapshot = revision > (snapshot?.revision ?? 0)
    const isApplied =
      received !== undefined &&
      (!isAfterSnapshot || apply(this.#present, update.bytes)) &&
      (!snapshot || apply(this.#replayed, update.bytes))
    if (!(isApplied && update.isSound)) this.#found({ code: 'update-unreadable', courseId, revision })
    if (!isApplied) return
    this.#revisions.add(revision)
    if (!isAsNoted(received, update, this.#present)) this.#found({ code: 'update-facts-differ', courseId, revision })
    for (const operation of recordsOf(received)) {
      const { operationId } = operation
      if (!this.#carried.has(operationId)) this.#carried.set(operationId, { revision, operation })
    }
  }

  #missing(from: number, to: number): void {
    const { courseId, snapshot } = this.#course
    const isInSnapshot = to <= (snapshot?.revision ?? 0)
    this.#found({ code: 'updates-missing', courseId, from, to, isInSnapshot })
  }

  /** Only a log that is whole can say that a snapshot is wrong. */
  #compareWithSnapshot(): void {
    const { courseId, snapshot } = this.#course
    if (!snapshot || this.#findings.length > 0) return
    const isSame =
      isSameClocks(Y.encodeStateVector(this.#present), Y.encodeStateVector(this.#replayed)) &&
      isDeepStrictEqual(readCourse(this.#present), readCourse(this.#replayed))
    if (!isSame) this.#found({ code: 'snapshot-differs-from-log', courseId, revision: snapshot.revision })
  }

  #found(finding: Finding): void {
    this.#findings.push(finding)
  }
}

/** False: Yjs could not read it. What it threw does not matter, damaged bytes make it throw anything. */
function apply(doc: Y.Doc, bytes: Uint8Array): boolean {
  try {
    Y.applyUpdate(doc, bytes)
    return true
  } catch {
    return false
  }
}

function decode({ bytes }: StoredUpdate): ReceivedUpdate | undefined {
  try {
    return readUpdate(bytes)
  } catch (error) {
    if (isLecternError(error)) return undefined
    throw error
  }
}

/** @param doc has the update: what is noted beyond its own deletions, it deleted by coming */
function isAsNoted(received: ReceivedUpdate, { stateVector, deleteSet }: StoredUpdate, doc: Y.Doc): boolean {
  const noted = deletesIn(deleteSet)
  if (!(noted && isSameClocks(encodeClocks(received.clocks), stateVector))) return false
  const own = rangesIn(received.deletes)
  const all = rangesIn(noted)
  return (
    received.deletes.every(range => all.covers(range)) &&
    noted.every(range => own.covers(range) || isDeleted(doc, range))
  )
}

/** Damaged bytes are no ranges. */
function deletesIn(deleteSet: Uint8Array): DeleteRange[] | undefined {
  try {
    return readDeleteSet(deleteSet)
  } catch {
    return undefined
  }
}

function rangesIn(deletes: readonly DeleteRange[]): DeleteRanges {
  const ranges = new DeleteRanges()
  ranges.addAll(deletes)
  return ranges
}

function isDeleted(doc: Y.Doc, { clientId, start, end }: DeleteRange): boolean {
  if (Y.getState(doc.store, clientId) < end) return false
  for (let clock = start; clock < end; ) {
    const { deleted, id, length } = Y.getItem(doc.store, Y.createID(clientId, clock))
    if (!deleted) return false
    clock = id.clock + length
  }
  return true
}

function isSameClocks(one: Uint8Array, other: Uint8Array): boolean {
  try {
    return isDeepStrictEqual(Y.decodeStateVector(one), Y.decodeStateVector(other))
  } catch {
    return false
  }
}

function recordsOf({ structs }: ReceivedUpdate): Operation[] {
  return structs.flatMap(struct => {
    if (!(struct instanceof Y.Item && struct.content instanceof Y.ContentAny)) return []
    return struct.content.arr.flatMap(value => {
      const record = operationSchema.safeParse(value)
      return record.success ? [record.data] : []
    })
  })
}
