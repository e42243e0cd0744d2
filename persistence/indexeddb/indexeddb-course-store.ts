import { LocalQueue } from '../local/local-queue.ts'
import { mirrorWasReplaced } from '../local/mirror.ts'
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
import { Announcer, type TabChannel } from './announcer.ts'
import { type CourseConnection, type CourseStores, courseConnection } from './course-connection.ts'
import {
  addPending,
  addUpdates,
  type CourseReading,
  type CourseWriting,
  courseDatabaseName,
  courseStores,
  deleteUpdates,
  findPending,
  readCourse,
  readDraft,
  readIncarnation,
  readPending,
  readUpdates,
  replaceCourse,
  writeDraft,
  writeIncarnation,
  writeServer,
} from './course-database.ts'

export interface IndexedDbCourseOptions {
  readonly courseId: string
  /** Default: the browser's. */
  readonly indexedDB?: IDBFactory
  /** How the tabs of one browser hear each other. Default: a BroadcastChannel of that name. */
  readonly openChannel?: (name: string) => TabChannel
}

/** Opens the course's database, making it where there is none. @throws {LecternError} `store-unavailable` */
export async function openIndexedDbCourseStore(options: IndexedDbCourseOptions): Promise<LocalCourseStore> {
  const connection = courseConnection(options)
  await connection.open()
  const openChannel = options.openChannel ?? (name => new BroadcastChannel(name))
  return new IndexedDbCourseStore(connection, new Announcer(openChannel(courseDatabaseName(options.courseId))))
}

/** What a transaction has done to the mirror, to be remembered and announced once it is on disk. */
interface MirrorChange<T> {
  readonly value: T
  readonly added: readonly number[]
  readonly removed?: SeenKeys
  readonly changes: readonly LocalChange[]
}

class IndexedDbCourseStore implements LocalCourseStore {
  readonly #connection: CourseConnection
  readonly #announcer: Announcer
  readonly #queue = new LocalQueue()
  readonly #seen = new SeenUpdates()
  /** Of the mirror this tab's document comes from; unknown until it first reads or writes. */
  #incarnation: number | undefined

  constructor(connection: CourseConnection, announcer: Announcer) {
    this.#connection = connection
    this.#announcer = announcer
  }

  load(): Promise<LocalCourse> {
    return this.#queue.run(async () => {
      const present = await this.#connection.read(courseStores, async transaction => {
        const [course, incarnation] = await Promise.all([readCourse(transaction), readIncarnation(transaction)])
        return { ...course, incarnation }
      })
      this.#begin(present)
      return present.course
    })
  }

  loadNewUpdates(): Promise<readonly Uint8Array[]> {
    return this.#queue.run(async () => {
      const { keys, updates } = await this.#connection.read(['updates', 'custom'], async transaction => {
        if (await this.#isReplaced(transaction)) throw mirrorWasReplaced()
        return readUpdates(transaction, this.#seen.lastKey)
      })
      const others = updates.filter((_, place) => !this.#seen.isOwn(keys[place] ?? 0))
      this.#seen.read(keys)
      return others
    })
  }

  loadDraft(): Promise<readonly DraftEntry[]> {
    return this.#queue.run(() => this.#connection.read(['draft'], readDraft))
  }

  loadPending(): Promise<readonly PendingOperation[]> {
    return this.#queue.run(() => this.#connection.read(['pending'], readPending))
  }

  async append(updates: readonly Uint8Array[], server?: KnownServer): Promise<void> {
    await this.#writeMirror(['updates'], async transaction => {
      if (server) await writeServer(transaction, server)
      const added = await addUpdates(transaction, updates)
      return { value: undefined, added, changes: added.length > 0 ? ['updates'] : [] }
    })
  }

  editDraft(change: (draft: readonly DraftEntry[]) => readonly DraftEntry[]): Promise<readonly DraftEntry[]> {
    return this.#queue.write(async () => {
      const draft = await this.#connection.write(['draft'], async transaction => {
        const before = await readDraft(transaction)
        const after = change(before)
        await writeDraft(transaction, before, after)
        return after
      })
      this.#announcer.announce('draft')
      return draft
    })
  }

  save(write: (draft: readonly DraftEntry[]) => LocalSave | undefined): Promise<LocalSave | undefined> {
    return this.#writeMirror(['updates', 'draft', 'pending'], async transaction => {
      const saved = write(await readDraft(transaction))
      if (!saved) return { value: undefined, added: [], changes: [] }
      const added = await addUpdates(transaction, [saved.update])
      await addPending(transaction, [saved.operation])
      await transaction.objectStore('draft').clear()
      return { value: saved, added, changes: ['updates', 'pending', 'draft'] }
    })
  }

  claim(operationId: string): Promise<boolean> {
    return this.#queue.write(async () => {
      const isMine = await this.#connection.write(['pending'], async transaction => {
        const key = await findPending(transaction, operationId)
        if (key !== undefined) await transaction.objectStore('pending').delete(key)
        return key !== undefined
      })
      if (isMine) this.#announcer.announce('pending')
      return isMine
    })
  }

  async replaceMirror(build: (present: LocalCourse) => LocalCourse): Promise<LocalCourse> {
    const replaced = await this.#queue.recover(async () => {
      await this.#connection.open()
      const written = await this.#connection.write(courseStores, async transaction => {
        const present = await readIncarnation(transaction)
        const mine = this.#incarnation ?? present
        if (present > mine) return undefined
        // Above both: where the database is a new one, it counts from 0 again.
        await writeIncarnation(transaction, mine + 1)
        return { ...(await replaceCourse(transaction, build)), incarnation: mine + 1 }
      })
      if (written) this.#begin(written)
      if (written) this.#announcer.announce('replaced')
      return written
    })
    if (!replaced) throw mirrorWasReplaced()
    return replaced.course
  }

  compact(update: Uint8Array): Promise<void> {
    // As of this call, not of its turn: what is read in between is not in `update`.
    const removed = this.#seen.keys()
    return this.#writeMirror(['updates'], async transaction => {
      await deleteUpdates(transaction, removed)
      const added = await addUpdates(transaction, [update])
      return { value: undefined, added, removed, changes: [] }
    })
  }

  subscribe(listener: (change: LocalChange) => void): () => void {
    return this.#announcer.subscribe(listener)
  }

  async close(): Promise<void> {
    await this.#queue.close()
    this.#announcer.close()
    this.#connection.close()
  }

  async destroy(): Promise<void> {
    await this.#queue.close()
    await this.#connection.destroy()
    this.#announcer.announce('replaced')
    this.#announcer.close()
  }

  async #writeMirror<T>(
    stores: CourseStores,
    body: (transaction: CourseWriting) => Promise<MirrorChange<T>>,
  ): Promise<T> {
    const change = await this.#queue.write(async () => {
      const written = await this.#connection.write([...stores, 'custom'], async transaction => {
        return (await this.#isReplaced(transaction)) ? undefined : body(transaction)
      })
      if (written) this.#remember(written)
      return written
    })
    // Nothing was tried, so nothing has failed: writes go on after `load`.
    if (!change) throw mirrorWasReplaced()
    return change.value
  }

  /** The tab's document is now the mirror's, with the rows of these keys in it. */
  #begin({ keys, incarnation }: { readonly keys: readonly number[]; readonly incarnation: number }): void {
    this.#incarnation = incarnation
    this.#seen.replaced(keys)
  }

  async #isReplaced(transaction: CourseReading): Promise<boolean> {
    const incarnation = await readIncarnation(transaction)
    this.#incarnation ??= incarnation
    return incarnation !== this.#incarnation
  }

  #remember({ added, removed, changes }: MirrorChange<unknown>): void {
    if (removed) this.#seen.removed(removed)
    this.#seen.wrote(added)
    this.#announcer.announce(...changes)
  }
}
