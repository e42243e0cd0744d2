/** Who may upload to a course, and who sees what was uploaded. */
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { makeDataDir } from '../../persistence/fixtures-sqlite/data-dir.ts'
import { errorOf } from '../fixtures/http.ts'
import { addUploadedVideo } from '../uploads/fixtures/commands.ts'
import { makeVideo } from '../uploads/fixtures/sample.ts'
import { type AuthServer, openCourse, type Person, startAuthServer } from './fixtures/auth-server.ts'
import { beginAppending, tus } from './fixtures/tus.ts'

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

  it('[R2][U7] are neither ended nor held up by who may not go on with them: they are refused at once', async () => {
    const { server, ed, vi, sam, appending, refer } = await startAppending()
    expect(await refusedMeanwhile(server, ed)).toEqual([404, 404, 404, 403])
    await refer()
    expect(await refusedMeanwhile(server, vi)).toEqual([403, 403, 403, 403])
    expect(await refusedMeanwhile(server, sam)).toEqual([404, 404, 404, 403])
    server.clock.advance(1000)
    appending.outgoing.end(captions.slice(20))
    expect(await appending.answered).toBe(204)
  })

  it('[R2][U7] are gone on with by another editor while the line of the first is still open', async () => {
    const { server, ed, appending, refer } = await startAppending()
    await refer()
    const cutOff = expect(appending.answered).rejects.toThrow('hang up')
    const found = await passTime(server, tus(server, ed, { method: 'HEAD', path: '/upload-1' }))
    expect(found.status).toBe(200)
    await cutOff
  })
})

const captions = 'WEBVTT\n\n00:01.000 --> 00:02.000\nHello\n'

/** Ana's upload, half of which has come. `refer`: a save refers to it from then on. */
async function startAppending() {
  const dataDir = makeDataDir()
  const server = await startAuthServer({ dataDir })
  const { author, ...people } = await openCourse(server)
  await tus(server, people.ana, { method: 'POST', sizeBytes: captions.length })
  const appending = beginAppending(server, people.ana, captions.length)
  appending.outgoing.write(captions.slice(0, 20))
  await expect.poll(() => readdirSync(join(dataDir, 'uploads'))).not.toEqual([])
  const refer = async () => {
    const { operationId } = author.save([addUploadedVideo({ sizeBytes: captions.length })])
    await author.state(({ acks }) => acks[operationId]?.status === 'committed')
  }
  return { server, ...people, appending, refer }
}

/** Statuses of requests for an upload that somebody else's request is at: no time passes until they are answered. */
async function refusedMeanwhile(server: AuthServer, person: Person): Promise<readonly number[]> {
  const path = '/upload-1'
  const asked = [
    tus(server, person, { method: 'HEAD', path }),
    tus(server, person, { method: 'PATCH', path, body: new Uint8Array(10) }),
    tus(server, person, { method: 'DELETE', path }),
    tus(server, person, { method: 'POST', sizeBytes: captions.length }),
  ]
  return (await Promise.all(asked)).map(({ status }) => status)
}

/** Lets time pass until it has happened. */
async function passTime<Result>({ clock }: AuthServer, awaited: Promise<Result>): Promise<Result> {
  let isOver = false
  const over = awaited.finally(() => {
    isOver = true
  })
  while (!isOver) {
    clock.advance(100)
    await new Promise(resolve => setImmediate(resolve))
  }
  return over
}
