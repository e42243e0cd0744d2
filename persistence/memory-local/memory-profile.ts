import type { DeviceProfile, KnownCourse } from '../device-store.ts'
import type { DraftEntry, KnownServer, LocalChange, LocalCourse, PendingOperation } from '../local-course-store.ts'

export interface MemoryRow {
  readonly key: number
  readonly update: Uint8Array
}

/** One course as it stands on the profile's disk. Never changed in place: a commit puts another in its stead. */
export interface MemoryCourse {
  readonly rows: readonly MemoryRow[]
  /** The last key that was given; keys are never given twice. */
  readonly lastKey: number
  readonly draft: readonly DraftEntry[]
  readonly pending: readonly PendingOperation[]
  readonly server?: KnownServer
  readonly aside?: LocalCourse
  /** How often the mirror was replaced as a whole. */
  readonly incarnation: number
}

export interface MemoryDevice {
  readonly profile?: DeviceProfile
  readonly courses: ReadonlyMap<string, KnownCourse>
}

const emptyCourse: MemoryCourse = { rows: [], lastKey: 0, draft: [], pending: [], incarnation: 0 }

interface Listener {
  readonly courseId: string
  /** Whose listener: a tab does not hear itself. */
  readonly tab: object
  hear(change: LocalChange): void
}

/**
 * What the tabs of one browser share: its disk, and how they hear each other. `commitCourse` and `commitDevice` are the
 * disk: whoever wants it full, broken or slow extends this class and throws the LecternError there.
 */
export class MemoryProfile {
  readonly #courses = new Map<string, MemoryCourse>()
  readonly #deletions = new Map<string, number>()
  readonly #listeners = new Set<Listener>()
  #device: MemoryDevice = { courses: new Map() }

  readCourse(courseId: string): MemoryCourse {
    return this.#courses.get(courseId) ?? emptyCourse
  }

  commitCourse(courseId: string, course: MemoryCourse): void {
    this.#courses.set(courseId, course)
  }

  /** Also what a browser does that evicts its storage: the tabs that have the course open lose it. */
  deleteCourse(courseId: string): void {
    this.#courses.delete(courseId)
    this.#deletions.set(courseId, this.deletionsOf(courseId) + 1)
  }

  /** How often this course was deleted here. */
  deletionsOf(courseId: string): number {
    return this.#deletions.get(courseId) ?? 0
  }

  readDevice(): MemoryDevice {
    return this.#device
  }

  commitDevice(device: MemoryDevice): void {
    this.#device = device
  }

  /** Tells every other tab that has this course open, there and then. */
  announce({ courseId, tab }: Pick<Listener, 'courseId' | 'tab'>, changes: readonly LocalChange[]): void {
    const others = [...this.#listeners].filter(listener => listener.courseId === courseId && listener.tab !== tab)
    for (const change of changes) for (const listener of others) listener.hear(change)
  }

  subscribe(listener: Listener): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }
}
