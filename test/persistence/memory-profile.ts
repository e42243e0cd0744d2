import { LecternError } from '../../course/errors.ts'
import { MemoryLocalCourseStore } from '../../persistence/memory-local/memory-local-course-store.ts'
import { type MemoryCourse, MemoryProfile } from '../../persistence/memory-local/memory-profile.ts'
import type { LocalProfile } from './local-course-fixtures.ts'

class FailingProfile extends MemoryProfile {
  failure: LecternError | undefined

  override commitCourse(courseId: string, course: MemoryCourse): void {
    const failure = this.failure
    this.failure = undefined
    if (failure) throw failure
    super.commitCourse(courseId, course)
  }
}

export async function openMemoryProfile(): Promise<LocalProfile> {
  const profile = new FailingProfile()
  return {
    openTab: async (courseId = 'course') => new MemoryLocalCourseStore({ courseId, profile }),
    readAside: async () => profile.readCourse('course').aside,
    failNextWrite: reason => {
      profile.failure = new LecternError(reason === 'full' ? 'store-full' : 'store-unavailable', reason)
    },
    dispose: async () => {},
  }
}
