/** What the server has of a course in memory: its position, what it knows without a document, and the document once somebody writes. */
import { LecternError } from '../course/errors.ts'
import { newId } from '../course/id.ts'
import { limits } from '../course/limits.ts'
import type { ClientBinding, CourseCommit, CourseStore } from '../persistence/course-store.ts'
import { passFailpoint } from '../persistence/failpoint.ts'
import { ledgerEntries, unclaimedChanges } from './derive/ledger-entries.ts'
import { checkTold } from './derive/told-text.ts'
import { uploadReferences } from './derive/upload-references.ts'
import { checkUpdate } from './gate/check-update.ts'
import { KnownState } from './gate/known-state.ts'
import { encodeClocks, encodeDeletes, type ReceivedUpdate } from './gate/read-update.ts'
import { type AppliedUpdate, RoomDocument } from './room-document.ts'
import type { CourseRights } from './room-peer.ts'
import type { Seams } from './seams.ts'

/** Who sends: the session's identity, and the device it named. */
export interface Sender {
  readonly userId: string
  readonly device: string | undefined
  readonly rights?: CourseRights | undefined
}

/** How much of the log stands after the newest snapshot; bytes since the course was loaded. */
export interface LogSize {
  readonly updates: number
  readonly sizeBytes: number
}

export class LiveCourse {
  readonly #courseId: string
  readonly #store: CourseStore
  readonly #seams: Seams
  #known = new KnownState()
  #owners = new Map<number, ClientBinding>()
  #epoch: string | null = null
  #revision = 0
  #storedBytes = 0
  #logSinceSnapshot: LogSize = { updates: 0, sizeBytes: 0 }
  #document: RoomDocument | undefined

  constructor(courseId: string, store: CourseStore, seams: Seams) {
    this.#courseId = courseId
    this.#store = store
    this.#seams = seams
  }

  /** Everything as the store has it. @throws {LecternError} `course-deleted`, or what the store throws */
  async load(): Promise<void> {
    this.dropDocument()
    const summary = await this.#store.loadSummary(this.#courseId)
    if (summary?.deletedAt !== undefined) throw new LecternError('course-deleted', 'the course is in the trash')
    this.#known = KnownState.ofStored(summary)
    this.#owners = new Map((summary?.clients ?? []).map(client => [client.clientId, client]))
    this.#epoch = summary?.epoch ?? null
    this.#revision = summary?.revision ?? 0
    this.#storedBytes = summary?.storedBytes ?? 0
    this.#logSinceSnapshot = { updates: summary?.updatesSinceSnapshot ?? 0, sizeBytes: 0 }
  }

  get epoch(): string | null {
    return this.#epoch
  }

  /** Of all that has been accepted, what is on its way to the disk included. */
  get revision(): number {
    return this.#revision
  }

  /** How long the log is that a cold start would have to read beside the newest snapshot. */
  get logSinceSnapshot(): LogSize {
    return this.#logSinceSnapshot
  }

  /** To be called when a snapshot is begun: what comes from now on is counted anew. */
  snapshotBegun(): void {
    this.#logSinceSnapshot = { updates: 0, sizeBytes: 0 }
  }

  /** A snapshot leaves out what was overwritten: the course takes less than its updates did. */
  async measure(): Promise<void> {
    const summary = await this.#store.loadSummary(this.#courseId)
    this.#storedBytes = summary?.storedBytes ?? this.#storedBytes
  }

  get known(): KnownState {
    return this.#known
  }

  get hasDocument(): boolean {
    return this.#document !== undefined
  }

  /** To be called when nothing is on its way to the disk. @throws {LecternError} what the store throws, `store-corrupt` */
  async loadDocument(): Promise<void> {
    const stored = await this.#store.loadUpdates(this.#courseId, 0)
    const document = readDocument(stored.map(({ bytes }) => bytes))
    if (!document?.isAt(this.#known)) {
      throw new LecternError('store-corrupt', `the stored document of ${this.#courseId} is not what its summary says`)
    }
    this.#document = document
  }

  dropDocument(): void {
    this.#document?.close()
    this.#document = undefined
  }

  /** The gate before anything is applied. @throws {LecternError} `not-allowed`, `too-large`, `clock-jump`, `foreign-client`, `out-of-schema` */
  check(update: ReceivedUpdate, { userId, rights }: Sender): void {
    assertMayWrite(rights)
    if (this.#storedBytes + update.bytes.length > limits.documentBytes) {
      throw new LecternError('too-large', `a course holds at most ${limits.documentBytes} bytes`)
    }
    checkUpdate(update, { known: this.#known, userId, ownerOf: client => this.#owners.get(client)?.userId })
  }

  /**
   * Applies an update that has passed `check` and is causally complete, and derives all that follows from it.
   * @throws {LecternError} what shows only when it is applied; the document is dropped then, nothing else has changed
   */
  accept(update: ReceivedUpdate, sender: Sender): CourseCommit {
    const document = this.#document
    if (!document) throw new Error('an update is applied to a loaded document')
    // Once more: it may have waited for the document.
    assertMayWrite(sender.rights)
    const { applied, commit } = this.#derive(update, document, sender)
    if (this.#epoch === null) sender.rights?.begin()
    for (const binding of commit.clients) this.#owners.set(binding.clientId, binding)
    this.#known.add({ clocks: update.clocks, deletes: applied.deletes })
    this.#epoch = commit.expected.epoch ?? commit.newEpoch
    this.#revision++
    this.#count(update.bytes.length)
    passFailpoint('update-accepted')
    return commit
  }

  #derive(update: ReceivedUpdate, document: RoomDocument, sender: Sender) {
    try {
      const applied = document.apply(update)
      checkDevices(applied, sender)
      const commit = this.#commitOf({ applied, update, document }, sender)
      checkTold(commit.operations, update.bytes.length)
      return { applied, commit }
    } catch (error) {
      this.dropDocument()
      throw error
    }
  }

  #count(sizeBytes: number): void {
    const log = this.#logSinceSnapshot
    this.#storedBytes += sizeBytes
    this.#logSinceSnapshot = { updates: log.updates + 1, sizeBytes: log.sizeBytes + sizeBytes }
  }

  /** A commit that only writes to the ledger. */
  ledgerCommit(operations: CourseCommit['operations'], { userId }: Sender): CourseCommit {
    return {
      ...this.#position(),
      rows: { chapters: [], videos: [] },
      operations,
      clients: [],
      userId,
      unclaimed: [],
    }
  }

  #position(): Pick<CourseCommit, 'courseId' | 'expected' | 'newEpoch' | 'at'> {
    return {
      courseId: this.#courseId,
      expected: { revision: this.#revision, epoch: this.#epoch },
      newEpoch: this.#epoch ?? newId(this.#seams.randomBytes),
      at: this.#seams.clock.now(),
    }
  }

  #commitOf(
    { applied, update, document }: { applied: AppliedUpdate; update: ReceivedUpdate; document: RoomDocument },
    { userId, rights }: Sender,
  ): CourseCommit {
    const bound = this.#newBindings(update, applied, userId)
    const ownerOf = (client: number) => bound.get(client) ?? this.#owners.get(client)
    const uploads = uploadReferences(applied, document)
    return {
      ...this.#position(),
      update: {
        bytes: update.bytes,
        stateVector: encodeClocks(update.clocks),
        deleteSet: encodeDeletes(applied.deletes),
      },
      rows: document.rowsOf(applied.change),
      operations: ledgerEntries(applied, document, {
        userId,
        ownerOf: client => ownerOf(client)?.userId,
        nameOf: client => ownerOf(client)?.name ?? '',
        awaiting: new Set(uploads.flatMap(({ awaitedBy }) => awaitedBy?.operationId ?? [])),
      }),
      clients: [...bound.values()],
      userId,
      unclaimed: unclaimedChanges(applied),
      ...(uploads.length > 0 && { uploads }),
      ...(this.#epoch === null && rights && { owner: userId }),
    }
  }

  /** The first writer of a clientID binds it; the name is the last one its author used. */
  #newBindings(update: ReceivedUpdate, { operations }: AppliedUpdate, userId: string): Map<number, ClientBinding> {
    const bound = new Map<number, ClientBinding>()
    for (const [clientId, { end }] of update.clocks) {
      const owner = this.#owners.get(clientId)
      const name = operations.at(-1)?.by.name ?? owner?.name ?? ''
      const isNew = end > this.#known.clockOf(clientId)
      if (!isNew || owner?.name === name) continue
      bound.set(clientId, { clientId, userId, name })
    }
    return bound
  }
}

/** Undefined: the bytes cannot be loaded. */
function readDocument(updates: readonly Uint8Array[]): RoomDocument | undefined {
  try {
    return new RoomDocument(updates)
  } catch {
    return undefined
  }
}

/** Acks go to the operation's device: a session that names one may not bring another's records. */
function checkDevices({ operations }: AppliedUpdate, { device }: Sender): void {
  if (device === undefined || operations.every(operation => operation.device === device)) return
  throw new LecternError('foreign-client', "a record of another device's operation")
}

function assertMayWrite(rights: CourseRights | undefined): void {
  if (rights && !rights.canWrite) throw new LecternError('not-allowed', 'no right to change this course')
}
