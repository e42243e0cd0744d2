import { LecternError } from '../../course/errors.ts'
import { LocalQueue } from '../local/local-queue.ts'
import { laterServer, mirrorWasReplaced } from '../local/mirror.ts'
import { type SeenKeys, SeenUpdates } from '../local/seen-updates.ts'
import type {
  DraftEntry,
  KnownServer,
  LocalChange,
  LocalCourse,
  LocalCourseStore,
  LocalSave,
  PendingOperation,
} from '../local-course-store.ts'
import type { MemoryCourse, MemoryProfile } from './memory-profile.ts'

export interface MemoryLocalCourseOptions {
  readonly courseId: string
  readonly profile: MemoryProfile
}

interface Change<T> {
  readonly value: T
  /** What is to be on disk; absent: nothing is written. */
  readonly course?: MemoryCourse
  readonly changes: readonly LocalChange[]
  readonly removed?: SeenKeys
}

/** One tab on a profile in memory. */
export class MemoryLocalCourseStore implements LocalCourseStore {
  readonly #courseId: string
  readonly #profile: MemoryProfile
  readonly #queue = new LocalQueue()
  readonly #seen = new SeenUpdates()
  readonly #unsubscribes = new Set<() => void>()
  #incarnation: number | undefined
  /** A tab holds the database it opened: where that was removed, its calls reject until it stores a whole document. */
  #deletions: number

  constructor({ courseId, profile }: MemoryLocalCourseOptions) {
    this.#courseId = courseId
    this.#profile = profile
    this.#deletions = profile.deletionsOf(courseId)
  }

  load(): Promise<LocalCourse> {
    return this.#queue.run(async () => {
      const present = this.#read()
      this.#begin(present)
      return localCourseOf(present)
    })
  }

  loadNewUpdates(): Promise<readonly Uint8Array[]> {
    return this.#queue.run(async () => {
      const present = this.#read()
      if (this.#isReplaced(present)) throw mirrorWasReplaced()
      const rows = present.rows.filter(row => row.key > this.#seen.lastKey)
      const others = rows.filter(row => !this.#seen.isOwn(row.key))
      this.#seen.read(rows.map(row => row.key))
      return others.map(row => row.update)
    })
  }

  loadDraft(): Promise<readonly DraftEntry[]> {
    return this.#queue.run(async () => this.#read().draft)
  }

  loadPending(): Promise<readonly PendingOperation[]> {
    return this.#queue.run(async () => this.#read().pending)
  }

  append(updates: readonly Uint8Array[], server?: KnownServer): Promise<void> {
    return this.#writeMirror(present => ({
      value: undefined,
      course: { ...withUpdates(present, updates), ...(server && { server: laterServer(present.server, server) }) },
      changes: updates.length > 0 ? ['updates'] : [],
    }))
  }

  editDraft(change: (draft: readonly DraftEntry[]) => readonly DraftEntry[]): Promise<readonly DraftEntry[]> {
    return this.#queue.write(async () => {
      const present = this.#read()
      const draft = change(present.draft)
      this.#commit({ value: draft, course: { ...present, draft }, changes: ['draft'] })
      return draft
    })
  }

  save(write: (draft: readonly DraftEntry[]) => LocalSave | undefined): Promise<LocalSave | undefined> {
    return this.#writeMirror(present => {
      const saved = write(present.draft)
      if (!saved) return { value: undefined, changes: [] }
      const pending = [...present.pending, saved.operation]
      return {
        value: saved,
        course: { ...withUpdates(present, [saved.update]), pending, draft: [] },
        changes: ['updates', 'pending', 'draft'],
      }
    })
  }

  claim(operationId: string): Promise<boolean> {
    return this.#queue.write(async () => {
      const present = this.#read()
      const pending = present.pending.filter(operation => operation.operationId !== operationId)
      if (pending.length === present.pending.length) return false
      this.#commit({ value: true, course: { ...present, pending }, changes: ['pending'] })
      return true
    })
  }

  async replaceMirror(build: (present: LocalCourse) => LocalCourse): Promise<LocalCourse> {
    const replaced = await this.#queue.recover(async () => {
      this.#deletions = this.#profile.deletionsOf(this.#courseId)
      const present = this.#read()
      const mine = this.#incarnation ?? present.incarnation
      if (present.incarnation > mine) return undefined
      const aside = localCourseOf(present)
      const course = build(aside)
      const { draft, pending, server } = course
      const bare = { lastKey: present.lastKey, incarnation: mine + 1, aside, draft, pending }
      const next = { ...withUpdates({ rows: [], ...bare }, course.updates), ...(server && { server }) }
      this.#commit({ value: undefined, course: next, changes: ['replaced'] })
      this.#begin(next)
      return course
    })
    if (!replaced) throw mirrorWasReplaced()
    return replaced
  }

  compact(update: Uint8Array): Promise<void> {
    // As of this call, not of its turn: what is read in between is not in `update`.
    const removed = this.#seen.keys()
    return this.#writeMirror(present => {
      const rows = present.rows.filter(({ key }) => key > removed.lastKey && !removed.ownKeys.includes(key))
      return { value: undefined, course: withUpdates({ ...present, rows }, [update]), removed, changes: [] }
    })
  }

  subscribe(listener: (change: LocalChange) => void): () => void {
    const unsubscribe = this.#profile.subscribe({ courseId: this.#courseId, tab: this, hear: listener })
    this.#unsubscribes.add(unsubscribe)
    return unsubscribe
  }

  async close(): Promise<void> {
    await this.#queue.close()
    for (const unsubscribe of this.#unsubscribes) unsubscribe()
  }

  async destroy(): Promise<void> {
    await this.#queue.close()
    this.#profile.deleteCourse(this.#courseId)
    this.#profile.announce({ courseId: this.#courseId, tab: this }, ['replaced'])
    await this.close()
  }

  async #writeMirror<T>(write: (present: MemoryCourse) => Change<T>): Promise<T> {
    const change = await this.#queue.write(async () => {
      const present = this.#read()
      if (this.#isReplaced(present)) return undefined
      const written = write(present)
      this.#commit(written)
      this.#seen.wrote(keysOf(written.course ?? present).filter(key => key > present.lastKey))
      return written
    })
    if (!change) throw mirrorWasReplaced()
    return change.value
  }

  #isReplaced(present: MemoryCourse): boolean {
    this.#incarnation ??= present.incarnation
    return present.incarnation !== this.#incarnation
  }

  #begin(course: MemoryCourse): void {
    this.#incarnation = course.incarnation
    this.#seen.replaced(keysOf(course))
  }

  #read(): MemoryCourse {
    if (this.#profile.deletionsOf(this.#courseId) !== this.#deletions) {
      throw new LecternError('store-unavailable', 'the course was taken away from this tab')
    }
    return this.#profile.readCourse(this.#courseId)
  }

  #commit({ course, removed, changes }: Change<unknown>): void {
    if (course) this.#profile.commitCourse(this.#courseId, course)
    if (removed) this.#seen.removed(removed)
    this.#profile.announce({ courseId: this.#courseId, tab: this }, changes)
  }
}

/** Copies the bytes, as a disk does. */
function withUpdates(course: MemoryCourse, updates: readonly Uint8Array[]): MemoryCourse {
  const rows = updates.map((update, place) => ({ key: course.lastKey + 1 + place, update: update.slice() }))
  return { ...course, rows: [...course.rows, ...rows], lastKey: course.lastKey + rows.length }
}

function keysOf(course: MemoryCourse): number[] {
  return course.rows.map(row => row.key)
}

function localCourseOf({ rows, draft, pending, server }: MemoryCourse): LocalCourse {
  return { updates: rows.map(row => row.update), draft, pending, ...(server && { server }) }
}
