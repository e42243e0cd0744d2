/** The courses that are open, each with one room and its presence; opened on demand, unloaded when nobody is there. */
import type { LecternError } from '../course/errors.ts'
import { type CloseCode, closeCodes } from '../course/wire/close-code.ts'
import type { CourseStore } from '../persistence/course-store.ts'
import type { SettledOperation } from '../persistence/upload-store.ts'
import { Committer } from './committer.ts'
import type { Metrics } from './metrics.ts'
import { Presence } from './presence.ts'
import { Room } from './room.ts'
import type { RoomContext, RoomHandle } from './room-context.ts'
import type { Seams, Timer } from './seams.ts'

export interface RoomsOptions {
  readonly store: CourseStore
  readonly seams: Seams
  readonly metrics: Metrics
  readonly serverClientId: number
  readonly log: RoomsLog
  /** How long a room stays when its last peer has left. */
  readonly idleMs: number
  readonly uploads: RoomUploads
}

/** What rooms need to know of uploads, and tell of them. */
export interface RoomUploads {
  /** JSON text of the `uploads` of a course's server state. */
  stateText(courseId: string): string
  /** A commit refers to some. */
  referenced(courseId: string): void
}

export interface RoomsLog {
  roomFailed(courseId: string, error: LecternError): void
  compactionFailed(courseId: string, error: unknown): void
}

interface OpenRoom {
  readonly room: Room
  readonly presence: Presence
  readonly loaded: Promise<void>
  unload?: Timer
}

/** A longer log makes cold starts slow; all of it stays in the store as history. */
const snapshotDue = { updates: 500, sizeBytes: 4 * 1024 * 1024 } as const

export class Rooms {
  readonly #options: RoomsOptions
  readonly #committer: Committer
  readonly #open = new Map<string, OpenRoom>()
  /** By course: what was committed there at last, this process does not know. */
  readonly #failed = new Set<string>()
  #lastLarge: Promise<void> = Promise.resolve()
  #compaction: Promise<void> = Promise.resolve()

  constructor(options: RoomsOptions) {
    this.#options = options
    this.#committer = new Committer(options.store, options.seams.clock, options.metrics)
  }

  get size(): number {
    return this.#open.size
  }

  /** @throws {LecternError} `course-deleted`, or what the store throws: nobody enters a room that did not load [P3] */
  async open(courseId: string): Promise<{ readonly room: Room; readonly presence: Presence }> {
    const open = this.#open.get(courseId) ?? this.#create(courseId)
    open.unload?.cancel()
    delete open.unload
    await open.loaded
    return open
  }

  /** A peer has left, or an exchange has ended. */
  left(courseId: string): void {
    const open = this.#open.get(courseId)
    if (!open || open.room.audience.size > 0) return
    open.unload?.cancel()
    open.unload = this.#options.seams.clock.after(this.#options.idleMs, () => {
      if (open.room.isIdle) this.#drop(open)
      else this.left(courseId)
    })
  }

  /** The course went to the trash: everybody is shown out. */
  closeCourse(courseId: string, code: CloseCode, reason: string): void {
    const open = this.#open.get(courseId)
    if (!open) return
    // What is on its way to the disk is stored, and its room is not here to say so.
    this.#failed.add(courseId)
    open.room.audience.closeAll(code, reason)
    this.#drop(open)
  }

  tellUploads(courseId: string): void {
    this.#open.get(courseId)?.room.audience.sendStateToAll()
  }

  /** Who is not here learns it from the ledger. */
  tellSettled(settled: readonly SettledOperation[]): void {
    for (const { courseId, operation } of settled) {
      this.#open.get(courseId)?.room.audience.tellSettled([operation])
    }
  }

  tellAll(): void {
    for (const { room } of this.#open.values()) room.audience.sendStateToAll()
  }

  /** Commits what has been accepted, then shows everybody out: they come back to the next process. */
  async close(): Promise<void> {
    await this.#committer.settled()
    for (const open of [...this.#open.values()]) {
      open.room.audience.closeAll(closeCodes.restarting, 'restarting')
      this.#drop(open)
    }
    await this.#compaction
  }

  #create(courseId: string): OpenRoom {
    const { seams, serverClientId } = this.#options
    const room = new Room(courseId, this.#context())
    const open: OpenRoom = { room, presence: new Presence(seams.clock, serverClientId), loaded: this.#load(room) }
    this.#open.set(courseId, open)
    open.loaded.catch(() => this.#drop(open))
    return open
  }

  /** A room of this course that was dropped may have left commits on their way: what they store belongs to this one. */
  async #load(room: Room): Promise<void> {
    await this.#committer.passed()
    await room.load()
    // It may be stored all the same, and await uploads that are complete already.
    if (this.#failed.delete(room.courseId)) this.#options.uploads.referenced(room.courseId)
  }

  #context(): RoomContext {
    const { store, seams, metrics, log, uploads } = this.#options
    return {
      uploadsText: courseId => uploads.stateText(courseId),
      store,
      seams,
      committer: this.#committer,
      inTurn: run => this.#inTurn(run),
      onStored: (room, { durationMs, hasUploads }) => {
        metrics.saved(durationMs)
        if (hasUploads) uploads.referenced(room.courseId)
        const { updates, sizeBytes } = room.logSinceSnapshot
        if (updates >= snapshotDue.updates || sizeBytes >= snapshotDue.sizeBytes) this.#compact(room)
      },
      onFailed: (room, error) => {
        log.roomFailed(room.courseId, error)
        this.#failed.add(room.courseId)
        room.audience.closeAll(closeCodes.storeUnavailable, error.code)
        const open = this.#open.get(room.courseId)
        if (open?.room === room) this.#drop(open)
      },
    }
  }

  #drop(open: OpenRoom): void {
    open.unload?.cancel()
    open.room.close()
    open.presence.close()
    if (this.#open.get(open.room.courseId) === open) this.#open.delete(open.room.courseId)
  }

  #inTurn(run: () => Promise<void>): Promise<void> {
    const taken = this.#lastLarge.then(run)
    this.#lastLarge = taken.catch(() => undefined)
    return taken
  }

  /** One at a time in the process. Failing costs nothing but the next cold start's time. */
  #compact(room: RoomHandle): void {
    const { store, log } = this.#options
    const compacted = room.duringSnapshot(() => this.#compaction.then(() => store.compact(room.courseId)))
    this.#compaction = compacted.catch((error: unknown) => log.compactionFailed(room.courseId, error))
  }
}
