/** Who may upload to a course, and who sees what was uploaded. */
import { describe, expect, it } from 'vitest'
import { errorOf } from '../fixtures/http.ts'
import { addUploadedVideo } from '../uploads/fixtures/commands.ts'
import { makeVideo } from '../uploads/fixtures/sample.ts'
import { openCourse, type Person, startAuthServer } from './fixtures/auth-server.ts'
import { tus } from './fixtures/tus.ts'

describe('Uploads and media', () => {
  it('[R2][U7] are begun, gone on with and given up by editors alone', async () => {
    const server = await startAuthServer()
    const { ana, ed, vi, sam } = await openCourse(server)
    expect(await errorOf(await tus(server, sam, { method: 'POST' }))).toEqual({ status: 403, code: 'not-allowed' })
    expect(await errorOf(await tus(server, vi, { method: 'POST' }))).toEqual({ status: 403, code: 'not-allowed' })
    expect((await tus(server, ed, { method: 'POST' })).status).toBe(201)
    for (const method of ['HEAD', 'PATCH', 'DELETE']) {
      for (const person of [sam, vi, ana]) {
        expect((await tus(server, person, { method, path: '/upload-1' })).status).toBe(404)
      }
    }
    expect((await tus(server, ed, { method: 'HEAD', path: '/upload-1' })).status).toBe(200)
  })

  it('[R2][U7] are refused to who was an editor when they began', async () => {
    const server = await startAuthServer()
    const { ana, ed } = await openCourse(server)
    await tus(server, ed, { method: 'POST' })
    await ana.ask('PUT', '/api/courses/course-1/members/user%3Aed', { role: 'viewer' })
    expect((await tus(server, ed, { method: 'PATCH', path: '/upload-1', body: new Uint8Array(10) })).status).toBe(403)
    await ana.ask('DELETE', '/api/courses/course-1/members/user%3Aed')
    expect((await tus(server, ed, { method: 'PATCH', path: '/upload-1', body: new Uint8Array(10) })).status).toBe(404)
  })

  it('[R2] are seen by members once a save refers to them, and by nobody else', async () => {
    const server = await startAuthServer()
    const { ana, vi, sam, author } = await openCourse(server)
    const bytes = (await makeVideo(200)).bytes
    await tus(server, ana, { method: 'POST', sizeBytes: bytes.length })
    expect((await tus(server, ana, { method: 'PATCH', path: '/upload-1', body: new Uint8Array(bytes) })).status).toBe(
      204,
    )
    const watch = (person: Person) => person.ask('GET', '/media/upload-1')
    expect([(await watch(ana)).status, (await watch(vi)).status, (await watch(sam)).status]).toEqual([200, 404, 404])
    const { operationId } = author.save([addUploadedVideo({ sizeBytes: bytes.length })])
    await author.state(({ acks }) => acks[operationId]?.status === 'stored')
    expect([(await watch(vi)).status, (await watch(sam)).status]).toEqual([200, 404])
    await ana.ask('DELETE', '/api/courses/course-1/members/user%3Avi')
    expect((await watch(vi)).status).toBe(404)
  })

  it('[R2][U7] may come before the first save of a course that nobody has begun', async () => {
    const server = await startAuthServer()
    const { sam } = await openCourse(server)
    expect((await tus(server, sam, { method: 'POST', courseId: 'course-2' })).status).toBe(201)
  })
})
