/** Who loses a right loses it where they are, at once: measured from the answer that it is taken, durably, to the event that tells. */
import { once } from 'node:events'
import { request as httpRequest, type IncomingMessage } from 'node:http'
import { describe, expect, it } from 'vitest'
import { renameChapter } from '../fixtures/commands.ts'
import { errorOf } from '../fixtures/http.ts'
import type { Closed } from '../fixtures/test-client.ts'
import { addUploadedVideo } from '../uploads/fixtures/commands.ts'
import { makeVideo } from '../uploads/fixtures/sample.ts'
import { type AuthServer, openCourse, type Person, signIn, startAuthServer, tokenOf } from './fixtures/auth-server.ts'
import { appending, tus } from './fixtures/tus.ts'

const member = '/api/courses/course-1/members/user%3Aed'
const longestMs = 1000

async function timed<Result>(ask: () => Promise<Response>, follows: Promise<Result>): Promise<Result> {
  expect((await ask()).status).toBe(200)
  const takenMs = performance.now()
  const result = await follows
  expect(performance.now() - takenMs).toBeLessThan(longestMs)
  return result
}

describe('A member who is removed', () => {
  it('[R4] is shown out of all their open sockets within a second, and not let in again', async () => {
    const server = await startAuthServer()
    const { ana, ed, author } = await openCourse(server)
    const [laptop, phone] = [await ed.join(), await ed.join({ device: 'ed-phone' })]
    const both = Promise.all([laptop.closed, phone.closed])
    const closed: Closed = { code: 4403, reason: 'not-allowed' }
    expect(await timed(() => ana.ask('DELETE', member), both)).toEqual([closed, closed])
    expect(await ed.connect().closed).toEqual(closed)
    expect(await errorOf(await ed.ask('GET', '/api/courses/course-1'))).toEqual({ status: 404, code: 'unknown-course' })
    expect(await author.store([renameChapter('basics', 'Ours')])).toMatchObject({ status: 'stored' })
    expect(laptop.course.chapters.get('basics')?.title).toBe('Chapter basics')
  })

  it('[R4] stays in other courses', async () => {
    const server = await startAuthServer()
    const { ana, ed } = await openCourse(server)
    const own = await ed.join({ courseId: 'of-ed' })
    const shared = await ed.join()
    await timed(() => ana.ask('DELETE', member), shared.closed)
    await own.sync()
  })

  it('[R4][U7] sends no more bytes of an upload that is under way', async () => {
    const server = await startAuthServer()
    const { ana, ed, author } = await openCourse(server)
    await tus(server, ed, { method: 'POST' })
    const sending = sendSlowly(server, ed)
    // Everybody is shown what is stored so far.
    server.clock.advance(250)
    await author.state(({ uploads }) => uploads['intro'] !== undefined)
    await sending.begun
    await timed(() => ana.ask('DELETE', member), sending.ended)
    expect((await tus(server, ed, { method: 'HEAD', path: '/upload-1' })).status).toBe(404)
  })
})

/** A PATCH that never comes to its end. */
function sendSlowly({ url }: AuthServer, { headers }: Person) {
  const request = httpRequest(`${url}/files/upload-1`, {
    method: 'PATCH',
    headers: { ...headers, ...appending, 'tus-resumable': '1.0.0', 'content-length': '2000' },
  })
  const ended = new Promise<void>(resolve => request.once('close', resolve))
  request.on('error', () => {})
  const begun = new Promise<void>(resolve => {
    request.write(Buffer.alloc(1000), () => resolve())
  })
  return { begun, ended }
}

describe('A download', () => {
  it('[R4] gets not one byte more than is on its way where its reader may no longer see the course, or has signed out', async () => {
    const server = await startAuthServer()
    const { ana, ed, vi } = await openCourse(server)
    const sizeBytes = await uploadLargeVideo(server, ana)
    const [ofEd, ofVi, ofAna] = await Promise.all([ed, vi, ana].map(person => readSlowly(server, person)))
    const cutOff = async (download: Download | undefined) => expect(await download?.readOn()).toBe('cut off')
    expect((await ana.ask('DELETE', member)).status).toBe(200)
    expect((await vi.ask('DELETE', '/api/session')).status).toBe(200)
    await Promise.all([cutOff(ofEd), cutOff(ofVi)])
    expect(await ofAna?.readOn()).toBe(sizeBytes)
  })
})

/** More than the buffers between server and reader take. */
const frameBytes = 500_000

/** Referred to by a save, so that all members see it. @returns its bytes */
async function uploadLargeVideo(server: AuthServer, person: Person): Promise<number> {
  const { bytes } = await makeVideo(frameBytes)
  await tus(server, person, { method: 'POST', sizeBytes: bytes.length })
  const body = new Uint8Array(bytes)
  expect((await tus(server, person, { method: 'PATCH', path: '/upload-1', body })).status).toBe(204)
  await (await person.join()).store([addUploadedVideo({ sizeBytes: bytes.length })])
  return bytes.length
}

interface Download {
  /** @returns how many bytes came, to the end */
  readOn(): Promise<number | 'cut off'>
}

/** A GET whose reader has stopped at its first bytes. */
async function readSlowly({ url }: AuthServer, { headers }: Person): Promise<Download> {
  const response = await new Promise<IncomingMessage>((resolve, reject) => {
    httpRequest(`${url}/media/upload-1`, { headers }, resolve).once('error', reject).end()
  })
  expect(response.statusCode).toBe(200)
  await once(response, 'readable')
  const readOn = async () => {
    let readBytes = 0
    try {
      for await (const chunk of response) readBytes += (chunk as Buffer).length
      return readBytes
    } catch {
      return 'cut off'
    }
  }
  return { readOn }
}

describe('An editor who becomes a viewer', () => {
  it('[R4][A1] changes nothing from then on, over the socket that is open, and gets no ack', async () => {
    const server = await startAuthServer()
    const { ana, ed, author } = await openCourse(server)
    const editor = await ed.join()
    await editor.store([renameChapter('basics', 'Before')])
    expect((await ana.ask('PUT', member, { role: 'viewer' })).status).toBe(200)
    const { operationId } = editor.save([renameChapter('basics', 'After', 'Before')])
    expect(await editor.closed).toEqual({ code: 4403, reason: 'not-allowed' })
    expect(editor.acks.map(ack => ack.operationId)).not.toContain(operationId)
    await author.sync()
    expect(author.course.chapters.get('basics')?.title).toBe('Before')
  })

  it('[R4][A4] is still told the fate of what was stored before', async () => {
    const server = await startAuthServer()
    const { ana, ed } = await openCourse(server)
    const editor = await ed.join()
    const { operationId, update } = editor.save([renameChapter('basics', 'Before')])
    await editor.ack(operationId)
    await ana.ask('PUT', member, { role: 'viewer' })
    const again = await ed.join({ doc: editor.doc, device: 'ed-laptop' })
    again.sendUpdate(update)
    expect(await again.ack(operationId)).toMatchObject({ status: 'stored' })
  })

  it('[R4] edits again over the same socket when they may', async () => {
    const server = await startAuthServer()
    const { ana, ed } = await openCourse(server)
    const editor = await ed.join()
    await ana.ask('PUT', member, { role: 'viewer' })
    await ana.ask('PUT', member, { role: 'editor' })
    expect(await editor.store([renameChapter('basics', 'Again')])).toMatchObject({ status: 'stored' })
  })
})

describe('A session that ends', () => {
  it('[R4] ends its sockets within a second, and no others of the same person', async () => {
    const server = await startAuthServer()
    const { ed } = await openCourse(server)
    const elsewhere = await signIn(server, 'ed')
    const [here, there] = [await ed.join(), await elsewhere.join({ device: 'ed-phone' })]
    expect(await timed(() => ed.ask('DELETE', '/api/session'), here.closed)).toEqual({ code: 4401, reason: 'sign-in' })
    await there.sync()
    const everywhere = timed(() => elsewhere.ask('DELETE', '/api/sessions'), there.closed)
    expect(await everywhere).toEqual({ code: 4401, reason: 'sign-in' })
  })

  it('[R4] with the token that a program brought ends its socket at the next heartbeat', async () => {
    const server = await startAuthServer()
    const { ed } = await openCourse(server)
    const exp = server.clock.now() / 1000 + 10
    const authorization = `Bearer ${await tokenOf(server, { sub: 'ed', exp })}`
    const byToken = await ed.join({ device: 'script', headers: { authorization } })
    const bySession = await ed.join()
    server.clock.advance(15_000)
    expect(await byToken.closed).toEqual({ code: 4401, reason: 'sign-in' })
    await bySession.sync()
  })
})
