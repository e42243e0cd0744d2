import type { Course } from '../../course/model.ts'
import type { KnownServer, LocalCourse, LocalSave, PendingOperation } from '../../persistence/local-course-store.ts'
import { allPending, carriedOver } from './carried-over.ts'
import { type DraftBook, puttingBack } from './draft-book.ts'
import { Gate } from './gate.ts'
import { LinkedDocument, type Refusal } from './linked-document.ts'
import { LiveDocument } from './live-document.ts'
import type { Mirror } from './mirror.ts'
import { OtherTabs } from './other-tabs.ts'
import type { RecordReader } from './overwrite-watch.ts'
import type { PresenceWire } from './presence.ts'
import type { Rebuilt } from './rebuild.ts'
import { Rebuilder } from './rebuilder.ts'
import type { SaveTracker } from './save-tracker.ts'
import { ServerApi } from './server-api.ts'
import type { ServerUploads } from './server-uploads.ts'
import type { SessionOptions } from './session-seams.ts'
import type { Connection } from './session-state.ts'

export interface CourseSyncParts {
  readonly mirror: Mirror
  readonly tracker: SaveTracker
  readonly draft: DraftBook
  readonly presence: PresenceWire
  readonly uploads: ServerUploads
  readonly onChange: () => void
  readonly records: RecordReader
}

/** Holds the course's document and exchanges it for another when it has to: the mirror and the server say when. */
export class CourseSync {
  readonly #options: SessionOptions
  readonly #parts: CourseSyncParts
  readonly #api: ServerApi
  readonly #rebuilder: Rebuilder
  readonly #otherTabs: OtherTabs
  readonly #stopListening: () => void
  readonly #gate = new Gate()
  #document: LinkedDocument
  /** The mirror has another document than this one: a newer one, or one that a failing disk kept from being replaced. */
  #isStale = false
  #isUnstored = false
  #connection: Connection = { kind: 'connecting' }
  #hasSynced = false
  #isClosed = false

  constructor(options: SessionOptions, parts: CourseSyncParts) {
    this.#options = options
    this.#parts = parts
    const { courseId, transport, profile, localStore: store, report } = options
    this.#api = new ServerApi({ transport, courseId, device: profile.device })
    this.#document = this.#newDocument()
    this.#rebuilder = this.#newRebuilder()
    this.#otherTabs = new OtherTabs({
      ...{ store, mirror: parts.mirror, tracker: parts.tracker, draft: parts.draft, report },
      applier: () => this.#applier(),
      onPending: () => this.#document.watchPending(),
      onReplaced: () => this.afterReplacement(),
    })
    this.#stopListening = transport.onOnline(() => this.#rebuilder.hurry())
  }

  get course(): Course {
    return this.#document.course
  }

  get connection(): Connection {
    return this.#connection
  }

  get server(): KnownServer | undefined {
    return this.#document.server
  }

  /** The server has said everything it has at least once. */
  get hasSynced(): boolean {
    return this.#hasSynced
  }

  encode(): Uint8Array {
    return this.#document.live.encode()
  }

  /** Begins with what the mirror has, and connects. @returns whether there is anything on this device */
  async open(): Promise<boolean> {
    const course = await this.#load()
    if (!course && !this.#isClosed) this.#document.connect()
    return course !== undefined && course.updates.length + course.draft.length > 0
  }

  /** @returns whether the mirror could be read */
  async reload(): Promise<boolean> {
    return (await this.#load()) !== undefined
  }

  async #load(): Promise<LocalCourse | undefined> {
    const { draft, tracker, mirror } = this.#parts
    const ticket = draft.ticket()
    const known = tracker.known()
    const course = await mirror.load()
    if (!course || this.#isClosed) return course
    draft.setStored(course.draft, ticket)
    this.#takeIn(course)
    tracker.readPending(course.pending, { known, isFromLoad: !this.#hasSynced })
    this.#document.noteFinalRecords()
    this.#document.connect()
    return course
  }

  /** A stale document is exchanged for the mirror's; what only this tab knows of is written on top. */
  #takeIn(course: LocalCourse): void {
    const { tracker, mirror } = this.#parts
    const isNew = this.#isStale
    if (isNew) this.#exchange(this.#newDocument())
    this.#document.live.applyAll(course.updates, 'mirror')
    this.#document.setServer(course.server)
    if (isNew) for (const operation of tracker.onlyHere) mirror.append([this.write(operation).update])
  }

  /** Everything this tab has, with what others have written into the mirror, to be stored as a whole. */
  snapshot(present: LocalCourse): LocalCourse {
    const { live, server } = this.#document
    const kept = carriedOver(present, this.#parts)
    if (this.#isUnstored) {
      // What was refused still stands in the mirror's document: the two are not mixed.
      this.rebuild()
      return { ...present, ...kept }
    }
    live.applyAll(present.updates, 'other-tab')
    return { updates: [live.encode()], ...kept, ...(server && { server }) }
  }

  /** Waits while the document is being exchanged. */
  ready(): Promise<void> {
    return this.#gate.ready()
  }

  /** Another tab has exchanged the mirror: nothing of the old document is written or sent any more. */
  async afterReplacement(): Promise<void> {
    this.#rebuilder.wasDoneElsewhere()
    this.#isStale = true
    this.#document.disconnect()
    await this.#gate.exclusively(() => this.#load())
  }

  /** Writes an operation into the document there and then. */
  write(operation: PendingOperation): LocalSave {
    return this.#document.write(operation)
  }

  send(save: LocalSave): void {
    this.#document.send(save)
  }

  /** A rejected operation is in the document, or the server has another one [S5]. */
  rebuild(refusal?: Refusal): void {
    this.#rebuilder.start(refusal)
  }

  drop(): void {
    this.#document.drop()
  }

  /** Nothing comes in or goes out any more. */
  stop(): void {
    this.#isClosed = true
    this.#stopListening()
    this.#otherTabs.close()
    this.#rebuilder.close()
    this.#document.disconnect()
  }

  /** After `stop`, when the local store has ended its writes; the course can still be read. */
  close(): void {
    this.#document.close()
  }

  #newDocument(live?: LiveDocument): LinkedDocument {
    return new LinkedDocument(
      {
        ...{ ...this.#parts, session: this.#options, api: this.#api },
        onConnection: connection => this.#become(connection),
        onStored: () => this.#rebuilder.succeeded(),
        onBroken: refusal => this.rebuild(refusal),
      },
      live,
    )
  }

  #newRebuilder(): Rebuilder {
    const { courseId, clock, randomBytes, lock, report } = this.#options
    const { draft, tracker, mirror, onChange } = this.#parts
    return new Rebuilder({
      ...{ courseId, clock, randomBytes, report, api: this.#api, ...(lock && { lock }) },
      newDocument: () => new LiveDocument({ courseId, randomBytes, onChange }),
      pending: () => allPending(this.#parts),
      exclusively: run => this.#gate.exclusively(run),
      returnToDraft: entries => draft.change(puttingBack(entries)),
      reject: ack => tracker.reject(ack),
      carriedOver: present => carriedOver(present, this.#parts),
      replaceMirror: build => mirror.replace(build),
      onBegin: () => this.#pause(),
      onUnreachable: () => this.#become({ kind: 'offline' }),
      onRefused: code => this.#become({ kind: 'refused', code }),
      onRebuilt: rebuilt => this.#adopt(rebuilt),
    })
  }

  #pause(): void {
    this.#document.disconnect()
    this.#become({ kind: 'connecting' })
  }

  #adopt({ live, server, separate, acks, pending }: Rebuilt): void {
    this.#exchange(this.#newDocument(live))
    this.#document.setServer(server)
    const { tracker, mirror } = this.#parts
    this.#isUnstored = mirror.health.kind !== 'ok'
    if (!this.#isUnstored) {
      tracker.rejectedAreGone(pending)
      tracker.readPending(pending, { known: tracker.known(), isFromLoad: false })
      tracker.claimAgain()
    }
    for (const ack of acks) tracker.settle(ack)
    this.#document.noteFinalRecords()
    this.#document.connect(separate)
  }

  #exchange(document: LinkedDocument): void {
    this.#document.close()
    this.#document = document
    this.#isStale = this.#isUnstored = false
    this.#parts.onChange()
  }

  #become(connection: Connection): void {
    this.#connection = connection
    if (connection.kind === 'online' || connection.kind === 'http') this.#hasSynced = true
    else this.#parts.tracker.connectionLost()
    this.#parts.onChange()
  }

  /** For the document of this moment: what was read for it is not for another. */
  #applier(): (updates: readonly Uint8Array[]) => void {
    const document = this.#document
    return updates => {
      if (document === this.#document && !this.#isStale) document.live.applyAll(updates, 'other-tab')
    }
  }
}
