/** Removing from this browser what it keeps of somebody's work: for a computer that others use, too. */
import type { DeviceStore } from '../../persistence/device-store.ts'
import type { LocalCourseStore } from '../../persistence/local-course-store.ts'
import type { LocalFileStore } from '../../persistence/local-file-store.ts'

/** What is on this device and not on the server. */
export interface UnsavedCourse {
  readonly courseId: string
  /** Empty: not known. */
  readonly title: string
  /** Commands that are drafted, or that the server has not confirmed. */
  readonly changes: number
  /** Files that the server has not whole. */
  readonly files: number
}

export interface DeviceClearingOptions {
  readonly devices: Pick<DeviceStore, 'listCourses'>
  /** Ids of the courses that have a database here, where the browser tells. */
  readonly listKept: () => Promise<readonly string[]>
  readonly openCourse: (courseId: string) => Promise<Pick<LocalCourseStore, 'loadDraft' | 'loadPending' | 'close'>>
  readonly openFiles: () => Promise<Pick<LocalFileStore, 'list'>>
  /** For a page that removes everything before it opens anything. */
  readonly leave: (courseIds: readonly string[]) => void
}

export class DeviceClearing {
  readonly #options: DeviceClearingOptions

  constructor(options: DeviceClearingOptions) {
    this.#options = options
  }

  /** What would be lost. @throws {LecternError} `store-unavailable`: it cannot be told */
  async listUnsaved(): Promise<readonly UnsavedCourse[]> {
    const titles = await this.#listCourses()
    const courses: UnsavedCourse[] = []
    for (const [courseId, title] of titles) courses.push(await this.#countIn(courseId, title))
    return courses.filter(({ changes, files }) => changes + files > 0)
  }

  /**
   * Leaves this page, and all that this browser keeps is gone.
   *
   * @param accepted what the author was shown, and lets go
   * @returns false: something else is not saved by now. Nothing was removed
   * @throws {LecternError} as `listUnsaved`
   */
  async clear(accepted: readonly UnsavedCourse[]): Promise<boolean> {
    if (JSON.stringify(await this.listUnsaved()) !== JSON.stringify(accepted)) return false
    this.#options.leave([...(await this.#listCourses()).keys()])
    return true
  }

  async #listCourses(): Promise<ReadonlyMap<string, string>> {
    const [opened, kept] = await Promise.all([this.#options.devices.listCourses(), this.#options.listKept()])
    const unknown = kept.map(courseId => [courseId, ''] as const)
    return new Map([...unknown, ...opened.map(({ courseId, title }) => [courseId, title] as const)])
  }

  async #countIn(courseId: string, title: string): Promise<UnsavedCourse> {
    const store = await this.#options.openCourse(courseId)
    try {
      const [draft, pending] = await Promise.all([store.loadDraft(), store.loadPending()])
      const files = await (await this.#options.openFiles()).list(courseId)
      return {
        courseId,
        title,
        changes: pending.reduce((count, { commands }) => count + commands.length, draft.length),
        files: files.filter(({ status }) => !['complete', 'cancelled'].includes(status)).length,
      }
    } finally {
      await store.close()
    }
  }
}
