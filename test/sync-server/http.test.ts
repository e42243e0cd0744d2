/** The HTTP API: every route, and every way to be refused. */
import { describe, expect, it } from 'vitest'
import * as Y from 'yjs'
import { defineRoots, readCourse } from '../../course/document.ts'
import { historyEntrySchema } from '../../course/wire/ack.ts'
import { courseDetailsSchema, courseListSchema, errorBodySchema } from '../../course/wire/http.ts'
import { MemoryCourseStore } from '../../persistence/memory/course-store.ts'
import { addChapter, addVideo, operationIdOf, renameChapter } from './fixtures/commands.ts'
import { base64, errorOf, getHistory, getJson, postSync, syncByHttp } from './fixtures/http.ts'
import { join, TestClient } from './fixtures/test-client.ts'
import { startTestServer, type TestServer } from './fixtures/test-server.ts'

function request(server: TestServer, path: string, init?: RequestInit): Promise<Response> {
  return fetch(`${server.url}${path}`, init)
}

function post(server: TestServer, path: string, body: string): Promise<Response> {
  return request(server, path, { method: 'POST', headers: { 'content-type': 'application/json' }, body })
}

/** A client that has never been connected. */
function offline(): { doc: Y.Doc } {
  const doc = new Y.Doc()
  defineRoots(doc)
  return { doc }
}

describe('Courses by HTTP', () => {
  it('are listed and read as the author sees them', async () => {
    const server = await startTestServer()
    expect(await getJson(server, '/api/courses')).toEqual({ courses: [] })
    const ana = await join(server)
    await ana.store([
      { type: 'edit-course', title: 'Logic', was: {} },
      addChapter('basics'),
      addVideo('intro', 'basics'),
      addVideo('stray', 'nowhere'),
    ])
    const { courses } = courseListSchema.parse(await getJson(server, '/api/courses'))
    expect(courses).toEqual([{ id: 'course-1', title: 'Logic', revision: 1, updatedAt: server.clock.now() }])
    const course = courseDetailsSchema.parse(await getJson(server, '/api/courses/course-1'))
    expect(course).toMatchObject({ id: 'course-1', revision: 1, title: 'Logic', unfiled: [{ id: 'stray' }] })
    expect(course.chapters).toMatchObject([{ id: 'basics', videos: [{ id: 'intro', title: 'Video intro' }] }])
  })

  it('go to the trash and come back; who is in one is shown out', async () => {
    const server = await startTestServer()
    const ana = await join(server)
    await ana.store([addChapter('basics')])
    expect((await request(server, '/api/courses/course-1', { method: 'DELETE' })).status).toBe(200)
    expect(await ana.closed).toEqual({ code: 4404, reason: 'course-deleted' })
    expect(await new TestClient(server, {}).closed).toEqual({ code: 4404, reason: 'course-deleted' })
    expect(await errorOf(await postSync(server, {}))).toEqual({ status: 404, code: 'course-deleted' })
    const { courses } = courseListSchema.parse(await getJson(server, '/api/courses'))
    expect(courses[0]?.deletedAt).toBe(server.clock.now())

    expect((await post(server, '/api/courses/course-1/restore', '')).status).toBe(200)
    const again = await join(server)
    expect(again.course.chapters.size).toBe(1)
    expect(await again.store([renameChapter('basics', 'Foundations')])).toMatchObject({ revision: 2 })
  })

  it.each([
    ['GET', '/api/courses/nowhere', 404, 'unknown-course'],
    ['GET', '/api/courses/a%20b', 404, 'unknown-course'],
    ['GET', '/api/courses/__proto__', 404, 'unknown-course'],
    ['DELETE', '/api/courses/nowhere', 404, 'unknown-course'],
    ['POST', '/api/courses/nowhere/restore', 404, 'unknown-course'],
    ['GET', `/api/courses/nowhere/operations/${operationIdOf(1)}`, 404, 'unknown-operation'],
    ['GET', '/api/courses/nowhere/operations/x', 404, 'unknown-operation'],
    ['GET', '/api/courses/nowhere/operations?limit=0', 400, 'malformed'],
    ['GET', '/api/courses/nowhere/operations?limit=201', 400, 'malformed'],
    ['GET', '/api/courses/nowhere/operations?before=x', 400, 'malformed'],
    ['GET', '/api/nothing', 404, 'not-found'],
    ['PUT', '/api/courses', 404, 'not-found'],
    ['POST', '/api/courses/a%20b/sync', 404, 'unknown-course'],
    ['POST', '/api/courses/c/sync?device=a%20b', 400, 'malformed'],
    ['POST', '/api/courses/c/sync?v=0', 426, 'client-too-old'],
    ['GET', '/api/courses/%E0%A4', 404, 'unknown-course'],
  ])('%s %s is answered with %i %s', async (method, path, status, code) => {
    const server = await startTestServer()
    const response = await request(server, path, { method })
    const body = errorBodySchema.parse(await response.clone().json())
    expect(body.error.message.length).toBeGreaterThan(0)
    expect(await errorOf(response)).toEqual({ status, code })
  })

  it('say that the server is alive and ready, and how it is', async () => {
    const server = await startTestServer()
    expect((await request(server, '/healthz')).status).toBe(200)
    expect((await request(server, '/readyz')).status).toBe(200)
    const metrics = await request(server, '/metrics')
    expect(metrics.headers.get('content-type')).toContain('text/plain')
    expect(await metrics.text()).toContain('lectern_save_to_ack_seconds_bucket')
  })
})

describe('Sync by HTTP', () => {
  it('[A4] has the same ledger as the socket', async () => {
    const server = await startTestServer()
    const ana = await join(server)
    const byHttp = ana.write([addChapter('basics')])
    const { acks, revision, epoch } = await syncByHttp(server, { updates: [byHttp.update] })
    expect(acks).toMatchObject([{ operationId: byHttp.operationId, status: 'stored', revision: 1 }])
    expect(revision).toBe(1)
    expect(epoch).toEqual(expect.any(String))
    expect(await ana.ack(byHttp.operationId)).toEqual(acks[0])

    const bySocket = await ana.store([renameChapter('basics', 'Foundations')])
    const asked = await syncByHttp(server, { operationIds: [bySocket.operationId, operationIdOf(1)] })
    expect(asked.acks).toEqual([bySocket])
  })

  it('[A3] brings what the client lacks, and takes what the server lacks', async () => {
    const server = await startTestServer()
    const ana = await join(server)
    await ana.store([addChapter('basics')])
    const bo = offline()
    const first = await syncByHttp(server, { device: 'bo', doc: bo.doc })
    for (const update of first.updates) Y.applyUpdate(bo.doc, Buffer.from(update, 'base64'))
    expect(readCourse(bo.doc).chapters.get('basics')?.title).toBe('Chapter basics')
    expect(Buffer.from(first.stateVector, 'base64')).toEqual(Buffer.from(Y.encodeStateVector(bo.doc)))

    const again = await syncByHttp(server, { device: 'bo', doc: bo.doc })
    expect(again.updates.map(update => Buffer.from(update, 'base64').length)).toEqual([2])
    expect(server.store.commitCount).toBe(1)
  })

  it('[S5] with another epoch is answered with 409 and the present one', async () => {
    const server = await startTestServer()
    const ana = await join(server)
    await ana.store([addChapter('basics')])
    const response = await postSync(server, { epoch: 'another' })
    expect(response.status).toBe(409)
    const { error } = errorBodySchema.parse(await response.json())
    expect(error).toEqual({ code: 'other-epoch', message: ana.states.at(-1)?.server.epoch })
  })

  it.each([
    ['no JSON', '{'],
    ['nothing', ''],
    ['something else', '[]'],
    ['a key too many', '{"stateVector":"","updates":[],"operationIds":[],"more":1}'],
    ['no base64', '{"stateVector":"","updates":["*"],"operationIds":[]}'],
    ['half an update', `{"stateVector":"","updates":["${base64(new Uint8Array([9, 9]))}"],"operationIds":[]}`],
    ['an empty update', '{"stateVector":"","updates":[""],"operationIds":[]}'],
    [
      'a state vector that is none',
      `{"stateVector":"${base64(new Uint8Array([5, 1]))}","updates":[],"operationIds":[]}`,
    ],
    [
      'more updates than go in one exchange',
      JSON.stringify({ stateVector: '', updates: Array.from({ length: 10_001 }, () => 'AAA='), operationIds: [] }),
    ],
    ['no operationId', '{"stateVector":"","updates":[],"operationIds":["x"]}'],
  ])('[P4] of %s is answered with 400', async (_, body) => {
    const server = await startTestServer()
    expect(await errorOf(await post(server, '/api/courses/c/sync', body))).toEqual({ status: 400, code: 'malformed' })
  })

  it('[P4] tells the fate of a refused operation', async () => {
    const server = await startTestServer()
    const ana = await join(server)
    await ana.store([addChapter('basics')])
    const before = Y.encodeStateVector(ana.doc)
    const { operationId } = ana.write([renameChapter('basics', 'Foundations')])
    ana.doc.getMap<Y.Map<unknown>>('chapters').get('basics')?.set('colour', 'red')
    const { acks } = await syncByHttp(server, { updates: [Y.encodeStateAsUpdate(ana.doc, before)] })
    expect(acks).toMatchObject([{ operationId, status: 'rejected', error: { code: 'out-of-schema' } }])
  })
})

describe('The history', () => {
  it('is read page by page, newest first', async () => {
    const server = await startTestServer()
    const ana = await join(server)
    await ana.store([addChapter('basics')])
    for (let index = 0; index < 6; index++) await ana.store([renameChapter('basics', `Title ${index}`)])
    const revisions: number[] = []
    let query = '?limit=3'
    for (let page = 0; page < 3; page++) {
      const { operations, next } = await getHistory(server, query)
      revisions.push(...operations.map(({ revision }) => revision))
      query = `?limit=3&before=${next}`
      expect(next === undefined).toBe(page === 2)
    }
    expect(revisions).toEqual([7, 6, 5, 4, 3, 2, 1])
  })

  it('[A7] says who saved by the session, and quotes what the author claims', async () => {
    const engine = new MemoryCourseStore()
    const server = await startTestServer(engine)
    const ana = await join(server)
    const { operationId } = await ana.store([addChapter('basics')], {
      by: { id: 'somebody', name: 'Somebody' },
      savedAt: 1,
    })
    const [entry] = (await getHistory(server)).operations
    expect(historyEntrySchema.parse(entry)).toMatchObject({ by: { id: 'somebody', name: 'Somebody' }, savedAt: 1 })
    expect(entry?.storedAt).toBe(server.clock.now())
    const [row] = await engine.findOperations('course-1', [operationId])
    expect(row?.userId).toBe('device:ana')
  })
})
