/** The course as it was, over HTTP. */
import { describe, expect, it } from 'vitest'
import { courseVersionSchema } from '../../course/wire/http.ts'
import { MemoryCourseStore } from '../../persistence/memory/course-store.ts'
import { addChapter, addVideo, renameChapter } from './fixtures/commands.ts'
import { errorOf } from './fixtures/http.ts'
import { join } from './fixtures/test-client.ts'
import { startTestServer, type TestServer } from './fixtures/test-server.ts'

function getVersion(server: TestServer, revision: number | string, courseId = 'course-1'): Promise<Response> {
  return fetch(`${server.url}/api/courses/${courseId}/versions/${revision}`)
}

async function readVersion(server: TestServer, revision: number) {
  return courseVersionSchema.parse(await (await getVersion(server, revision)).json())
}

/** Made, renamed and emptied: three revisions. */
async function startWithThreeRevisions() {
  const server = await startTestServer()
  const ana = await join(server)
  await ana.store([addChapter('basics'), addVideo('intro', 'basics')])
  await ana.store([renameChapter('basics', 'Foundations')])
  await ana.store([{ type: 'delete-chapter', chapterId: 'basics', videoIds: ['intro'] }])
  return server
}

describe('The course as it was', () => {
  it('[P5] is read at every revision, with what was in the trash then', async () => {
    const server = await startWithThreeRevisions()

    expect(await readVersion(server, 1)).toMatchObject({
      ...{ id: 'course-1', revision: 1 },
      chapters: [{ id: 'basics', title: 'Chapter basics', position: 'a0' }],
      videos: [{ id: 'intro', title: 'Video intro', place: ['basics', 'a0'] }],
    })
    expect(await readVersion(server, 2)).toMatchObject({ chapters: [{ title: 'Foundations' }] })
    expect(await readVersion(server, 3)).toMatchObject({
      chapters: [{ title: 'Foundations', deleted: { videoIds: ['intro'], by: { name: 'Ana' } } }],
    })
  })

  it('[P5] is unknown where the course or the revision is', async () => {
    const server = await startWithThreeRevisions()
    const unknown = { status: 404, code: 'unknown-version' }
    for (const revision of [0, 4, '99999999999999999999', '-1', '1.5', '1e0', 'one']) {
      expect(await errorOf(await getVersion(server, revision))).toEqual(unknown)
    }
    expect(await errorOf(await getVersion(server, 1, 'nowhere'))).toEqual(unknown)
    expect(await errorOf(await getVersion(server, 1, '__proto__'))).toEqual({ status: 404, code: 'unknown-course' })
  })

  it('[P5] is read one at a time, and who comes when many wait is told to come back', async () => {
    const store = new SlowVersions()
    const server = await startTestServer(store)
    const ana = await join(server)
    await ana.store([addChapter('basics')])

    const refused: number[] = []
    const answers = Array.from({ length: 30 }, async () => {
      const { status } = await getVersion(server, 1)
      if (status !== 200) refused.push(status)
      return status
    })
    await expect.poll(() => refused).toEqual(Array(10).fill(503))
    store.release()
    expect((await Promise.all(answers)).filter(status => status === 200)).toHaveLength(20)
    expect(store.mostAtOnce).toBe(1)
    expect((await getVersion(server, 1)).status).toBe(200)
  })
})

/** A real store that reads versions only when a test lets it. */
class SlowVersions extends MemoryCourseStore {
  mostAtOnce = 0
  #atOnce = 0
  readonly #gate = Promise.withResolvers<void>()

  release(): void {
    this.#gate.resolve()
  }

  override async readVersion(courseId: string, revision: number) {
    this.mostAtOnce = Math.max(this.mostAtOnce, ++this.#atOnce)
    await this.#gate.promise
    const version = await super.readVersion(courseId, revision)
    this.#atOnce--
    return version
  }
}
