/** A browser with its disk and its line, and the tabs in it. */

import type { CourseUploads } from '../../app/screens/course/uploads/course-uploads.ts'
import { openCourseSession } from '../../app/session/course-session.ts'
import type { SessionClock, SessionLock, SessionTransport } from '../../app/session/session-seams.ts'
import type { CourseSession, SessionEvent } from '../../app/session/session-state.ts'
import { LecternError } from '../../course/errors.ts'
import type { LocalCourseStore } from '../../persistence/local-course-store.ts'
import { MemoryLocalCourseStore } from '../../persistence/memory-local/memory-local-course-store.ts'
import { type MemoryCourse, MemoryProfile } from '../../persistence/memory-local/memory-profile.ts'
import type { Life } from '../app/session/fixtures/fake-network.ts'
import { DraftWatch } from './draft-watch.ts'
import type { FaultCounts } from './faults.ts'
import type { PlantedBug } from './planted-bugs.ts'
import { Line } from './sim-network.ts'
import { openUploads, SimFileProfile } from './sim-uploads.ts'
import type { NetworkContext } from './sim-web-socket.ts'

/** Longer than the server lets a title be: it refuses the operation. */
export const refusedTitle = 'x'.repeat(1001)

class SimProfile extends MemoryProfile {
  isFull = false
  wasFull = false
  onRefused = () => {}
  /** Planted: what is refused is not told. */
  isSilent = false

  override commitCourse(id: string, course: MemoryCourse): void {
    if (!this.isFull) return super.commitCourse(id, course)
    this.wasFull = true
    this.onRefused()
    if (!this.isSilent) throw new LecternError('store-full', 'the browser keeps no more')
  }
}

export interface SimTab {
  readonly browser: SimBrowser
  readonly session: CourseSession
  readonly events: SessionEvent[]
  readonly life: Life
  readonly uploads: CourseUploads | undefined
  /** It said, when it was killed, that all was on this device. */
  hasKeptAll: boolean
  /** As a crash ends it: its calls get no answer, its locks are free, its sockets break. */
  kill(): void
}

export interface BrowserContext extends NetworkContext {
  readonly courseId: string
  readonly name: string
  readonly planted?: PlantedBug
  readonly hasFiles: boolean
  readonly bug: (error: unknown) => void
  readonly violated: (rule: string, what: string) => void
}

interface OpeningTab {
  readonly session: CourseSession
  readonly transport: SessionTransport
  readonly life: Life
  readonly death: Promise<void>
}

export class SimBrowser {
  readonly disk = new SimProfile()
  readonly line: Line
  readonly device: string
  readonly tabs: SimTab[] = []
  readonly drafts = new DraftWatch()
  readonly files = new SimFileProfile()
  readonly refusedForNothing: string[] = []
  /** How wrong this machine's clock is, in ms. */
  clockErrorMs = 0
  /** A tab's disk work takes up to this. */
  diskMs = 3
  /** How often the browser threw away what it kept. */
  evictions = 0
  readonly #context: BrowserContext
  #lastHeld: Promise<unknown> = Promise.resolve()
  readonly #held = new Map<string, Promise<unknown>>()

  constructor(context: BrowserContext) {
    this.#context = context
    this.device = context.name
    this.line = new Line(context)
    this.disk.onRefused = () => context.faults.count('browser-disk-full')
    this.files.isFull = () => this.disk.isFull
    this.disk.isSilent = context.planted === 'ignored-local-abort'
    this.line.forgetsOffline = context.planted === 'no-resend'
  }

  get living(): readonly SimTab[] {
    return this.tabs.filter(({ life }) => !life.isOver)
  }

  get faults(): FaultCounts {
    return this.#context.faults
  }

  evict(): void {
    this.evictions++
    this.disk.deleteCourse(this.#context.courseId)
    this.files.evict()
  }

  openTab(): SimTab {
    const { courseId, clock, bug, random } = this.#context
    const life: Life = { isOver: false }
    const events: SessionEvent[] = []
    const store = new MemoryLocalCourseStore({ courseId, profile: this.disk })
    const transport = this.line.transport(life)
    const death = Promise.withResolvers<void>()
    if (this.living.length > 0) this.faults.count('second-tab')
    const session = openCourseSession({
      ...{ courseId, transport },
      clock: this.#clock(clock, life),
      lock: this.#lock(death.promise),
      localStore: this.#slow(store, life),
      tabId: `${this.device}-${this.tabs.length}`,
      profile: { device: this.device, author: { id: this.device, name: this.device } },
      randomBytes: random.bytes as (length: number) => Uint8Array<ArrayBuffer>,
      report: error => life.isOver || bug(error),
    })
    session.onEvent(event => life.isOver || this.#hear(event, events))
    session.subscribe(() => life.isOver || this.drafts.see(session.getState().draft))
    const kill = () => {
      tab.hasKeptAll = session.getState().local.kind === 'ok'
      life.isOver = true
      transport.hangUp()
      death.resolve()
    }
    const uploads = this.#context.hasFiles
      ? this.#openUploads({ session, transport, life, death: death.promise })
      : undefined
    const tab: SimTab = { browser: this, session, uploads, events, life, kill, hasKeptAll: false }
    this.tabs.push(tab)
    return tab
  }

  #openUploads({ session, transport, life, death }: OpeningTab): CourseUploads {
    const { clock, bug, random } = this.#context
    return openUploads({
      ...{ session, transport, life, report: bug, profile: this.files, device: this.device },
      tabId: `${this.device}-${this.tabs.length}`,
      exchange: (request, body) => this.line.exchange(request, body, life),
      clock: this.#clock(clock, life),
      randomBytes: random.bytes as (length: number) => Uint8Array<ArrayBuffer>,
      lock: this.#locks(death),
    })
  }

  /** By the time a refusal is told, the author has their commands back [S5]. */
  #hear(event: SessionEvent, events: SessionEvent[]): void {
    events.push(event)
    if (event.kind !== 'rejected') return
    const { operation } = event.outcome
    const fault = this.drafts.faultOf(operation)
    if (fault) this.#context.violated('S5', fault)
    const asksTooMuch = JSON.stringify(operation.commands).includes(refusedTitle)
    if (!asksTooMuch) this.refusedForNothing.push(operation.operationId)
  }

  /** Held until the work is done or the tab is dead. */
  #lock(death: Promise<void>): SessionLock {
    return {
      request: (_name, run) => {
        const result = this.#lastHeld.then(run)
        this.#lastHeld = Promise.race([result.catch(() => undefined), death])
        return result
      },
    }
  }

  /** As `#lock`, one for each name. */
  #locks(death: Promise<void>): SessionLock {
    return {
      request: (name, run) => {
        const result = (this.#held.get(name) ?? Promise.resolve()).then(run)
        this.#held.set(name, Promise.race([result.catch(() => undefined), death]))
        return result
      },
    }
  }

  #clock(clock: SessionClock, life: Life): SessionClock {
    return {
      now: () => clock.now() + this.clockErrorMs,
      monotonicMs: clock.monotonicMs,
      clearTimeout: clock.clearTimeout,
      setTimeout: (run, delayMs) => clock.setTimeout(() => life.isOver || run(), delayMs),
    }
  }

  /** Calls take their time, in order; a dead tab's are never made, and never answered. */
  #slow(store: LocalCourseStore, life: Life): LocalCourseStore {
    const { clock, random, planted } = this.#context
    let last: Promise<unknown> = Promise.resolve()
    const isAtOnce = new Set<string | symbol>(['subscribe', 'close'])
    return new Proxy(store, {
      get: (target, name) => {
        const value: unknown = Reflect.get(target, name)
        if (typeof value !== 'function') return value
        if (isAtOnce.has(name)) return value.bind(target)
        return (...parameters: unknown[]) => {
          const turn = last.then(() => clock.sleep(random.below(this.diskMs + 1)))
          last = turn
          const call = () => (life.isOver ? new Promise(() => {}) : value.apply(target, parameters))
          // Planted: a tab tells without asking whether another has told.
          if (planted === 'toast-without-claim' && name === 'claim') return turn.then(call).then(() => true)
          return turn.then(call)
        }
      },
    })
  }
}
