/** Courses in memory: for tests and for the simulation. No clock, no random, no I/O. */
import { LecternError } from '../../course/errors.ts'
import type { CourseDetails, CourseList } from '../../course/wire/http.ts'
import type { SharedCourseStore } from '../access-store.ts'
import { courseDetailsOf } from '../course-details.ts'
import type { CommitResult, CourseCommit, CourseSummary, StoredUpdate } from '../course-store.ts'
import { encodeVersion } from '../course-version.ts'
import type { StoredOperation } from '../ledger.ts'
import { compactUpdates } from '../snapshot.ts'
import { MemoryAccessStore } from './access-store.ts'
import { MemoryCourse } from './course.ts'
import { MemoryUploadStore } from './upload-store.ts'

export class MemoryCourseStore extends MemoryUploadStore implements SharedCourseStore {
  readonly access = new MemoryAccessStore(() => this.#list())
  readonly #courses: Map<string, MemoryCourse>
  #isClosed = false

  constructor() {
    const courses = new Map<string, MemoryCourse>()
    super({
      find: (courseId, operationId) => courses.get(courseId)?.findOperations([operationId])[0],
      replace: (courseId, operation) => courses.get(courseId)?.replaceOperation(operation),
    })
    this.#courses = courses
  }

  async commit(group: readonly CourseCommit[]): Promise<readonly CommitResult[]> {
    this.#assertOpen()
    return group.map(commit => this.#store(commit))
  }

  async loadSummary(courseId: string): Promise<CourseSummary | undefined> {
    const course = this.#find(courseId)
    if (!course) return undefined
    const updates = course.updatesAfter(0)
    const hasSnapshot = updates[0]?.isSnapshot ?? false
    return {
      epoch: course.epoch ?? '',
      revision: course.revision,
      ...(course.deletedAt !== undefined && { deletedAt: course.deletedAt }),
      stateVectors: updates.map(update => update.stateVector),
      deleteSets: updates.map(update => update.deleteSet),
      clients: [...course.clients.values()],
      storedBytes: updates.reduce((sum, update) => sum + update.bytes.byteLength, 0),
      updatesSinceSnapshot: updates.length - (hasSnapshot ? 1 : 0),
    }
  }

  async loadUpdates(courseId: string, revision: number): Promise<readonly StoredUpdate[]> {
    return this.#find(courseId)?.updatesAfter(revision) ?? []
  }

  async compact(courseId: string): Promise<void> {
    const course = this.#find(courseId)
    if (!course) return
    const update = compactUpdates(course.updatesAfter(0).map(({ bytes }) => bytes))
    course.snapshot = { ...update, revision: course.revision, isSnapshot: true }
  }

  async listCourses(): Promise<CourseList['courses']> {
    this.#assertOpen()
    return this.#list()
  }

  #list(): CourseList['courses'] {
    const courses = [...this.#courses].filter(([, course]) => course.revision > 0)
    return courses.map(([id, course]) => ({
      id,
      title: course.info.title,
      revision: course.revision,
      updatedAt: course.updatedAt,
      ...(course.deletedAt !== undefined && { deletedAt: course.deletedAt }),
    }))
  }

  async readCourse(courseId: string): Promise<CourseDetails | undefined> {
    const course = this.#find(courseId)
    if (!course) return undefined
    const head = {
      id: courseId,
      epoch: course.epoch ?? '',
      revision: course.revision,
      updatedAt: course.updatedAt,
      ...(course.deletedAt !== undefined && { deletedAt: course.deletedAt }),
    }
    return courseDetailsOf(head, course)
  }

  async readVersion(courseId: string, revision: number): Promise<Uint8Array<ArrayBuffer> | undefined> {
    const course = this.#find(courseId)
    const storedAt = course?.storedAt(revision)
    if (!course || storedAt === undefined) return undefined
    const head = { id: courseId, epoch: course.epoch ?? '', revision, storedAt }
    const bytes = course.updatesUpTo(revision).map(update => update.bytes)
    return encodeVersion(head, bytes)
  }

  async setDeleted(courseId: string, deletedAt: number | null): Promise<boolean> {
    const course = this.#find(courseId)
    if (course) course.deletedAt = deletedAt ?? undefined
    return course !== undefined
  }

  async readOperations(courseId: string, page: { readonly before?: number; readonly limit: number }) {
    this.#assertOpen()
    return this.#courses.get(courseId)?.readOperations(page) ?? { operations: [] }
  }

  async findOperations(courseId: string, operationIds: readonly string[]): Promise<readonly StoredOperation[]> {
    this.#assertOpen()
    return this.#courses.get(courseId)?.findOperations(operationIds) ?? []
  }

  async recentOperations(courseId: string, device: string, limit: number): Promise<readonly StoredOperation[]> {
    this.#assertOpen()
    const operations = this.#courses.get(courseId)?.operations ?? []
    const ofDevice = operations.filter(operation => operation.device === device)
    return ofDevice.reverse().slice(0, limit)
  }

  async check(): Promise<void> {
    this.#assertOpen()
  }

  async close(): Promise<void> {
    this.#isClosed = true
  }

  #store(commit: CourseCommit): CommitResult {
    const course = this.#courses.get(commit.courseId) ?? new MemoryCourse()
    const isNew = course.revision === 0
    const result = course.commit(commit)
    if (result.status !== 'committed') return result
    this.#courses.set(commit.courseId, course)
    if (isNew && commit.owner !== undefined) this.access.addOwner(commit.courseId, commit.owner)
    if (commit.uploads) this.uploads.refer(commit, commit.uploads)
    return result
  }

  /** Undefined: no commit has made it. */
  #find(courseId: string): MemoryCourse | undefined {
    this.#assertOpen()
    const course = this.#courses.get(courseId)
    return course && course.revision > 0 ? course : undefined
  }

  #assertOpen(): void {
    if (this.#isClosed) throw new LecternError('store-unavailable', 'the store is closed')
  }
}
