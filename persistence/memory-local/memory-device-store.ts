import type { DeviceProfile, DeviceStore, KnownCourse } from '../device-store.ts'
import { LocalQueue } from '../local/local-queue.ts'
import type { MemoryProfile } from './memory-profile.ts'

/** One tab on the device's part of a profile in memory. */
export class MemoryDeviceStore implements DeviceStore {
  readonly #profile: MemoryProfile
  readonly #queue = new LocalQueue()

  constructor(profile: MemoryProfile) {
    this.#profile = profile
  }

  loadProfile(create: () => DeviceProfile): Promise<DeviceProfile> {
    return this.#queue.run(async () => {
      const present = this.#profile.readDevice()
      const profile = present.profile ?? create()
      if (!present.profile) this.#profile.commitDevice({ ...present, profile })
      return profile
    })
  }

  saveProfile(profile: DeviceProfile): Promise<void> {
    return this.#queue.run(async () => this.#profile.commitDevice({ ...this.#profile.readDevice(), profile }))
  }

  listCourses(): Promise<readonly KnownCourse[]> {
    return this.#queue.run(async () =>
      [...this.#profile.readDevice().courses.values()].sort((one, other) => other.openedAt - one.openedAt),
    )
  }

  rememberCourse(course: KnownCourse): Promise<void> {
    return this.#editCourses(courses => courses.set(course.courseId, course))
  }

  forgetCourse(courseId: string): Promise<void> {
    return this.#editCourses(courses => courses.delete(courseId))
  }

  close(): Promise<void> {
    return this.#queue.close()
  }

  #editCourses(edit: (courses: Map<string, KnownCourse>) => void): Promise<void> {
    return this.#queue.run(async () => {
      const present = this.#profile.readDevice()
      const courses = new Map(present.courses)
      edit(courses)
      this.#profile.commitDevice({ ...present, courses })
    })
  }
}
