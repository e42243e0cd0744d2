/** `GET /api/courses/:id/versions/:revision`: the course as it was, for the history. */
import type { Context, Hono } from 'hono'
import { LecternError } from '../course/errors.ts'
import type { CourseStore } from '../persistence/course-store.ts'
import { errorBody } from './error-response.ts'

/** Each is a whole course in memory: beyond these the server says to come back. */
const mostWaiting = 20

/** One at a time in the process: a version of a large course takes its thread a second, and compaction waits there too. */
class VersionReader {
  readonly #store: CourseStore
  #last: Promise<unknown> = Promise.resolve()
  #waiting = 0

  constructor(store: CourseStore) {
    this.#store = store
  }

  /** @throws {LecternError} `busy`: too many wait already */
  async read(courseId: string, revision: number): Promise<Uint8Array<ArrayBuffer> | undefined> {
    if (this.#waiting >= mostWaiting) throw new LecternError('busy', 'many versions are being read')
    this.#waiting++
    const reading = this.#last.then(() => this.#store.readVersion(courseId, revision))
    this.#last = Promise.allSettled([reading])
    return reading.finally(() => {
      this.#waiting--
    })
  }
}

export function addVersions(api: Hono, store: CourseStore, courseIdOf: (id: string) => string): void {
  const reader = new VersionReader(store)
  api.get('/api/courses/:id/versions/:revision', async c => {
    const courseId = courseIdOf(c.req.param('id'))
    const revision = revisionOf(c.req.param('revision'))
    const version = revision === undefined ? undefined : await reader.read(courseId, revision)
    // Bytes as the store made them: ten megabytes that this thread neither parses nor writes.
    return version ? c.body(version, 200, { 'content-type': 'application/json' }) : noSuchVersion(c)
  })
}

function revisionOf(text: string): number | undefined {
  const revision = Number(text)
  return /^[1-9]\d*$/.test(text) && Number.isSafeInteger(revision) ? revision : undefined
}

function noSuchVersion(c: Context): Response {
  return c.json(errorBody('unknown-version', 'no such course, or no such version of it'), 404)
}
