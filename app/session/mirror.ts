import { isLecternError } from '../../course/errors.ts'
import type {
  DraftEntry,
  KnownServer,
  LocalCourse,
  LocalCourseStore,
  LocalSave,
} from '../../persistence/local-course-store.ts'
import { Alarm, Backoff } from './alarm.ts'
import type { SessionClock } from './session-seams.ts'
import type { LocalHealth } from './session-state.ts'

export interface MirrorOptions {
  readonly store: LocalCourseStore
  readonly clock: SessionClock
  /** Everything this tab has, with what others have written, to be stored as a whole after a failure. */
  readonly snapshot: (present: LocalCourse) => LocalCourse
  /** Loads the mirror, which was never read yet, and takes it in. False where it cannot be read now either. */
  readonly reload: () => Promise<boolean>
  readonly onHealth: () => void
  /** This is about to be stored: from now on it may be on disk. Returns what to do when it is not. */
  readonly onReplacing: (course: LocalCourse) => () => void
  /** The last snapshot is on disk. */
  readonly onRepaired: () => void
  readonly report: (error: unknown) => void
}

const rowsBeforeCompaction = 500
const serverDelayMs = 1000

/**
 * This tab's way to the local store. A failed write is a state and no end: nothing can be appended behind the gap, so
 * a snapshot of everything is tried again until it is stored [design 4.3].
 */
export class Mirror {
  readonly #options: MirrorOptions
  readonly #repairs = new Backoff({ firstMs: 1000, capMs: 30_000 })
  readonly #repairAlarm: Alarm
  readonly #serverAlarm: Alarm
  #health: LocalHealth = { kind: 'ok' }
  #underWay = 0
  #rows = 0
  #isLoaded = false
  #isClosed = false
  #unwritten: KnownServer | undefined
  #waiting: (() => void)[] = []

  constructor(options: MirrorOptions) {
    this.#options = options
    this.#repairAlarm = new Alarm(options.clock, () => void this.#repair().catch(options.report))
    this.#serverAlarm = new Alarm(options.clock, () => this.append([]))
  }

  get health(): LocalHealth {
    return this.#health
  }

  /** Undefined where it cannot be read now: the session goes on in memory, and it is tried again. */
  async load(): Promise<LocalCourse | undefined> {
    this.#isLoaded = false
    try {
      const course = await this.#options.store.load()
      this.#isLoaded = true
      this.#rows = course.updates.length
      return course
    } catch (error) {
      this.#failed(error)
      return undefined
    }
  }

  /** Undefined where the store cannot be read now. */
  async read<T>(read: (store: LocalCourseStore) => Promise<T>): Promise<T | undefined> {
    try {
      return await read(this.#options.store)
    } catch (error) {
      if (!isLecternError(error)) throw error
      return undefined
    }
  }

  /** Keeps what came from the server, in the background. */
  append(updates: readonly Uint8Array[]): void {
    const server = this.#unwritten
    this.#unwritten = undefined
    this.#serverAlarm.clear()
    if (updates.length === 0 && !server) return
    this.#rows += updates.length
    this.#background(this.#options.store.append(updates, server))
  }

  /** The commit that everything appended so far leads to; written with the next append. */
  noteServer(server: KnownServer, isNewEpoch: boolean): void {
    this.#unwritten = server
    // Without its epoch, a document could be mixed with another incarnation of the course.
    if (isNewEpoch) this.append([])
    else if (!this.#serverAlarm.isSet) this.#serverAlarm.set(serverDelayMs)
  }

  editDraft(change: (draft: readonly DraftEntry[]) => readonly DraftEntry[]): Promise<readonly DraftEntry[]> {
    return this.#track(this.#options.store.editDraft(change))
  }

  save(write: (draft: readonly DraftEntry[]) => LocalSave | undefined): Promise<LocalSave | undefined> {
    this.#rows++
    return this.#track(this.#options.store.save(write))
  }

  claim(operationId: string): Promise<boolean> {
    return this.#track(this.#options.store.claim(operationId))
  }

  /** `elsewhere`: another tab has replaced the mirror meanwhile; what it wrote is to be loaded. */
  async replace(build: (present: LocalCourse) => LocalCourse): Promise<'stored' | 'failed' | 'elsewhere'> {
    let takeBack = () => {}
    const replacing = this.#options.store.replaceMirror(present => {
      const course = build(present)
      takeBack = this.#options.onReplacing(course)
      return course
    })
    try {
      const course = await this.#track(replacing)
      this.#isLoaded = true
      this.#rows = course.updates.length
      this.#recovered()
      return 'stored'
    } catch (error) {
      takeBack()
      return isLecternError(error) && error.code === 'mirror-replaced' ? 'elsewhere' : 'failed'
    }
  }

  /** Folds the mirror's rows into one where there are many. */
  compact(encode: () => Uint8Array): void {
    if (this.#rows < rowsBeforeCompaction || this.#underWay > 0 || this.#health.kind === 'failed') return
    this.#rows = 1
    this.#background(this.#options.store.compact(encode()))
  }

  /** Waits until every write has ended: then all of the document is on disk, or the mirror is known to fail. */
  async settled(): Promise<void> {
    while (this.#underWay > 0) await new Promise<void>(resolve => this.#waiting.push(resolve))
  }

  async close(): Promise<void> {
    this.append([])
    this.#isClosed = true
    this.#repairAlarm.clear()
    await this.#options.store.close()
  }

  async #track<T>(write: Promise<T>): Promise<T> {
    this.#underWay++
    try {
      return await write
    } catch (error) {
      this.#failed(error)
      throw error
    } finally {
      this.#underWay--
      if (this.#underWay === 0) for (const resume of this.#waiting.splice(0)) resume()
    }
  }

  /** Its failure is already told by `health`. */
  #background(write: Promise<unknown>): void {
    this.#track(write).catch(() => undefined)
  }

  #failed(error: unknown): void {
    const code = isLecternError(error) ? error.code : undefined
    // Another tab rebuilt the course; this one is about to hear of it and loads again.
    if (code === 'mirror-replaced' || this.#isClosed) return
    if (!isLecternError(error)) this.#options.report(error)
    this.#health = { kind: 'failed', code: code === 'store-full' ? 'store-full' : 'store-unavailable' }
    if (!this.#repairAlarm.isSet) this.#repairAlarm.set(this.#repairs.next())
    this.#options.onHealth()
  }

  async #repair(): Promise<void> {
    if (!this.#isLoaded && !(await this.#options.reload())) return
    const stored = await this.replace(present => this.#options.snapshot(present))
    if (stored === 'stored') this.#options.onRepaired()
    // Another tab was first. What this one could not write is still nowhere but here.
    if (stored === 'elsewhere' && this.#health.kind === 'failed') this.#repairAlarm.set(this.#repairs.next())
  }

  #recovered(): void {
    if (this.#health.kind === 'ok') return
    this.#health = { kind: 'ok' }
    this.#repairs.reset()
    this.#repairAlarm.clear()
    this.#options.onHealth()
  }
}
