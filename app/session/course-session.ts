import type * as Y from 'yjs'
import type { Command } from '../../course/command.ts'
import type { Stamp } from '../../course/model.ts'
import { Inspection } from '../recording/inspection.ts'
import { ActivityLog } from './activity.ts'
import { refersTo } from './adopted-upload.ts'
import { Alarm } from './alarm.ts'
import { copyText } from './course-copy.ts'
import { CourseSync } from './course-sync.ts'
import { DraftBook } from './draft-book.ts'
import { DraftDesk } from './draft-desk.ts'
import { DraftSaver } from './draft-saver.ts'
import { Mirror } from './mirror.ts'
import { noteEvent } from './noted-event.ts'
import { OverwriteWatch, type RecordReader } from './overwrite-watch.ts'
import { Presence } from './presence.ts'
import { SaveTracker } from './save-tracker.ts'
import { ScreenCourse } from './screen-course.ts'
import { ServerUploads } from './server-uploads.ts'
import type { SessionOptions } from './session-seams.ts'
import type { AdoptedUpload, CourseSession, CourseSessionState, SaveRequest, SessionEvent } from './session-state.ts'

/** Opens a course in this tab: at once, with what is on the device as soon as it has been read. */
export function openCourseSession(options: SessionOptions): CourseSession {
  const session = new LecternSession(options)
  session.open().catch(options.report)
  return session
}

const autosaveAfterMs = 1500

class LecternSession implements CourseSession {
  readonly inspection: Inspection
  readonly presence: Presence
  readonly activity: ActivityLog
  readonly uploads = new ServerUploads()
  readonly #options: SessionOptions
  readonly #mirror: Mirror
  readonly #tracker: SaveTracker
  readonly #draft: DraftBook
  readonly #sync: CourseSync
  readonly #desk: DraftDesk
  readonly #saver: DraftSaver
  readonly #screen = new ScreenCourse()
  readonly #overwrites: OverwriteWatch
  readonly #autosave: Alarm
  readonly #listeners = new Set<() => void>()
  readonly #eventListeners = new Set<(event: SessionEvent) => void>()
  readonly #opened = Promise.withResolvers<void>()
  #phase: CourseSessionState['phase'] = 'loading'
  #isAutosaving = false
  #isClosed = false
  /** Built when it is asked for, and the same until something changes. */
  #state: CourseSessionState | undefined

  constructor(given: SessionOptions) {
    this.inspection = new Inspection(given, () => ({ tracker: this.#tracker, draft: this.#draft, sync: this.#sync }))
    const { options, recorder } = this.inspection
    this.#options = options
    const { clock, profile } = options
    this.presence = new Presence({ clock, author: () => profile.author })
    this.activity = new ActivityLog({ clock, device: profile.device })
    const onChange = () => this.#changed()
    this.#draft = new DraftBook(change => this.#mirror.editDraft(change), onChange)
    this.#mirror = this.#newMirror()
    this.#tracker = this.#newTracker()
    this.#overwrites = new OverwriteWatch(profile.device, event => this.#emit(event))
    const parts = { mirror: this.#mirror, tracker: this.#tracker, draft: this.#draft }
    const heard = { presence: this.presence, uploads: this.uploads }
    const records: RecordReader = {
      came: (doc, record) => this.#readRecord(doc, record),
      stands: (doc, record) => this.#overwrites.rememberStanding(doc, record),
    }
    this.#sync = new CourseSync(options, { ...parts, ...heard, onChange, records })
    this.#saver = new DraftSaver(options, { ...parts, recorder, sync: this.#sync })
    this.#desk = new DraftDesk({
      ...{ book: this.#draft, recorder, randomBytes: options.randomBytes, clock },
      screen: () => this.getState().course,
      saved: () => this.#sync.course,
      stamp: () => this.#stamp(),
      onGesture: () => this.#isAutosaving && this.#autosave.set(autosaveAfterMs),
    })
    this.#autosave = new Alarm(options.clock, () => void this.save({ isQuiet: true }).catch(options.report))
  }

  async open(): Promise<void> {
    this.#phase = (await this.#sync.open()) ? 'ready' : 'empty'
    this.#opened.resolve()
    this.#changed()
  }

  getState(): CourseSessionState {
    this.#state ??= this.#readState()
    return this.#state
  }

  subscribe(listener: () => void): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  onEvent(listener: (event: SessionEvent) => void): () => void {
    this.#eventListeners.add(listener)
    return () => this.#eventListeners.delete(listener)
  }

  edit(commands: readonly Command[]): void {
    this.#desk.edit(commands)
  }

  undo(): void {
    this.#desk.undo()
  }

  redo(): void {
    this.#desk.redo()
  }

  discard(): void {
    this.#desk.discard()
  }

  revert(draftIds: readonly string[]): void {
    this.#desk.revert(draftIds)
  }

  async adoptUpload(upload: AdoptedUpload): Promise<boolean> {
    await this.#desk.adoptUpload(upload)
    return refersTo(this.getState(), upload)
  }

  async save({ isQuiet = false, adding = [] }: SaveRequest = {}): Promise<string | undefined> {
    const pressedAtMs = this.#options.clock.monotonicMs()
    this.#autosave.clear()
    this.#desk.saved()
    await this.#opened.promise
    const operationId = await this.#saver.save({ isQuiet, pressedAtMs, adding })
    const { kind } = this.#sync.connection
    const isKeptHere = this.#mirror.health.kind === 'ok' && (kind === 'offline' || kind === 'refused')
    if (operationId && isKeptHere && !isQuiet) this.#emit({ kind: 'saved-on-device', operationId })
    return operationId
  }

  setAutosaving(isOn: boolean): void {
    this.inspection.recorder.add({ kind: 'autosave', isOn })
    this.#isAutosaving = isOn
    this.#autosave.clear()
    if (isOn && this.#draft.entries.length > 0) this.#autosave.set(autosaveAfterMs)
    this.#changed()
  }

  settled(): Promise<void> {
    return this.#mirror.settled()
  }

  dropConnection(): void {
    this.inspection.recorder.add({ kind: 'drop-connection' })
    this.#sync.drop()
  }

  exportCopy(): string {
    const { courseId, clock } = this.#options
    const { saved, draft } = this.getState()
    const pending = this.#tracker.operations
    return copyText({ courseId, copiedAt: clock.now(), saved, draft, pending, document: this.#sync.encode() })
  }

  async close(): Promise<void> {
    if (this.#isClosed) return
    this.#isClosed = true
    this.#autosave.clear()
    this.#sync.stop()
    await this.#mirror.close()
    this.#sync.close()
    this.#tracker.close()
    for (const part of [this.inspection, this.presence, this.activity, this.uploads]) part.close()
    this.#listeners.clear()
    this.#eventListeners.clear()
  }

  #newMirror(): Mirror {
    const { localStore: store, clock, report } = this.#options
    return new Mirror({
      ...{ store, clock, report, onHealth: () => this.#changed() },
      snapshot: present => this.#sync.snapshot(present),
      reload: () => this.#sync.reload(),
      onReplacing: ({ pending }) => this.#tracker.mayBeOnDisk(pending),
      onRepaired: () => this.#tracker.claimAgain(),
    })
  }

  #newTracker(): SaveTracker {
    const { tabId, clock, report } = this.#options
    return new SaveTracker({
      ...{ tabId, clock, report, acks: this.inspection.acks, onChange: () => this.#changed() },
      emit: event => this.#emit(event),
      claim: operationId => this.#mirror.claim(operationId),
      onRejected: () => this.#sync.rebuild(),
    })
  }

  #readState(): CourseSessionState {
    const { course: saved, server, connection, hasSynced } = this.#sync
    const draft = this.#draft.entries
    const { lastStoredAt } = this.#tracker
    return {
      courseId: this.#options.courseId,
      phase: this.#phase === 'empty' && (hasSynced || draft.length > 0) ? 'ready' : this.#phase,
      course: this.#screen.read(saved, draft, () => this.#stamp()),
      saved,
      draft,
      pending: this.#tracker.views(),
      connection,
      local: this.#mirror.health,
      ...(server && { server }),
      ...(lastStoredAt !== undefined && { lastStoredAt }),
      canUndo: this.#desk.canUndo,
      canRedo: this.#desk.canRedo,
      isAutosaving: this.#isAutosaving,
    }
  }

  /** What is drafted bears the author's name already. */
  #stamp(): Stamp {
    const { profile, clock } = this.#options
    return { by: profile.author, at: clock.now(), operationId: 'draft' }
  }

  /** On a device that opens the course for the first time, what was saved before is no news. */
  #readRecord(doc: Y.Doc, record: unknown): void {
    const { hasSynced } = this.#sync
    if (hasSynced || this.#phase === 'ready') this.activity.read(record, hasSynced)
    this.#overwrites.read(doc, record)
  }

  #changed(): void {
    this.#state = undefined
    this.inspection.recorder.noteConnection(this.#sync.connection)
    this.presence.drafted(this.#draft.entries)
    for (const listener of [...this.#listeners]) listener()
  }

  #emit(event: SessionEvent): void {
    noteEvent(event, { recorder: this.inspection.recorder, overwrites: this.#overwrites, activity: this.activity })
    for (const listener of [...this.#eventListeners]) listener(event)
  }
}
