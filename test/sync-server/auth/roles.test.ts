/** What each role may do in a course that is open. */
import { describe, expect, it } from 'vitest'
import { WebSocket } from 'ws'
import * as Y from 'yjs'
import { readCourse } from '../../../course/document.ts'
import { courseListSchema } from '../../../course/wire/http.ts'
import { makeDataDir, withDatabase } from '../../persistence/fixtures-sqlite/data-dir.ts'
import { addChapter, renameChapter } from '../fixtures/commands.ts'
import { base64, errorOf } from '../fixtures/http.ts'
import { type AuthServer, openCourse, type Person, signIn, startAuthServer, tokenOf } from './fixtures/auth-server.ts'

/** The status of an upgrade that is refused, as clients without close codes see it. */
function upgradeStatus({ url }: AuthServer, headers: Record<string, string>): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    const socket = new WebSocket(`${url.replace('http', 'ws')}/sync/course-1`, { headers })
    socket.on('unexpected-response', (request, response) => {
      request.destroy()
      resolve(response.statusCode)
    })
    socket.on('open', () => reject(new Error('it was let in')))
    socket.on('error', () => {})
  })
}

async function coursesOf(person: Person): Promise<string[]> {
  const { courses } = courseListSchema.parse(await (await person.ask('GET', '/api/courses')).json())
  return courses.map(({ id }) => id)
}

describe('A course', () => {
  it('[R2] belongs to who makes its first save, and is listed to its members alone', async () => {
    const server = await startAuthServer()
    const { ana, ed, vi, sam } = await openCourse(server)
    const members = await (await vi.ask('GET', '/api/courses/course-1/members')).json()
    expect(members).toEqual({
      members: [
        { userId: 'user:ana', name: 'ana the author', role: 'owner' },
        { userId: 'user:ed', name: 'ed the author', role: 'editor' },
        { userId: 'user:vi', name: 'vi the author', role: 'viewer' },
      ],
    })
    const listed = await Promise.all([ana, ed, vi, sam].map(coursesOf))
    expect(listed).toEqual([['course-1'], ['course-1'], ['course-1'], []])
  })

  it('[R2] that two begin at once belongs to one, whose work the other neither sees nor changes', async () => {
    const server = await startAuthServer()
    const people = [await signIn(server, 'ana'), await signIn(server, 'bo')]
    const clients = await Promise.all(people.map(person => person.join({ courseId: 'new' })))
    const saves = clients.map((client, index) => client.save([addChapter(`of-${index}`)]))
    const endings = await Promise.all(
      clients.map((client, index) =>
        client.ack(saves[index]?.operationId ?? '').then(
          ({ status }) => status,
          async () => (await client.closed).code,
        ),
      ),
    )
    expect([...endings].sort()).toEqual([4403, 'stored'])
    const [first, second] = endings[0] === 'stored' ? [0, 1] : [1, 0]
    await clients[first]?.sync()
    for (const each of [first, second]) {
      expect([...(clients[each]?.course.chapters.keys() ?? [])]).toEqual([`of-${each}`])
    }
    expect(clients[second]?.acks).toEqual([])
    expect(await people[second]?.connect({ courseId: 'new' }).closed).toEqual({ code: 4403, reason: 'not-allowed' })
  })

  it('[R2] begins over HTTP, too, and in one transaction with its owner', async () => {
    const dataDir = makeDataDir()
    const server = await startAuthServer({ dataDir })
    const ana = await signIn(server, 'ana')
    const doc = await ana.join({ courseId: 'course-9' })
    const { update } = doc.write([addChapter('basics')])
    const request = { stateVector: '', updates: [base64(update)], operationIds: [] }
    expect((await ana.ask('POST', '/api/courses/course-9/sync?device=ana-laptop&v=1', request)).status).toBe(200)
    const rows = withDatabase(dataDir, database => database.prepare('SELECT * FROM members').all())
    expect(rows).toEqual([expect.objectContaining({ course_id: 'course-9', user_id: 'user:ana', role: 'owner' })])
    const bo = await signIn(server, 'bo')
    const refused = await bo.ask('POST', '/api/courses/course-9/sync?device=bo&v=1', { ...request, updates: [] })
    expect(await errorOf(refused)).toEqual({ status: 403, code: 'not-allowed' })
  })
})

describe('A viewer', () => {
  it('[R2] receives all that others save', async () => {
    const server = await startAuthServer()
    const { vi, author } = await openCourse(server)
    const viewer = await vi.join()
    expect(viewer.course.chapters.get('basics')?.title).toBe('Chapter basics')
    await author.store([renameChapter('basics', 'Foundations')])
    await viewer.until(course => course.chapters.get('basics')?.title === 'Foundations')
  })

  it('[R2][A1] changes nothing: the update is refused, gets no ack and leaves no trace', async () => {
    const server = await startAuthServer()
    const { vi, author } = await openCourse(server)
    const viewer = await vi.join()
    const { operationId } = viewer.save([renameChapter('basics', 'Mine')])
    expect(await viewer.closed).toEqual({ code: 4403, reason: 'not-allowed' })
    expect(viewer.acks).toEqual([])
    expect(await server.store.findOperations('course-1', [operationId])).toEqual([])
    await author.sync()
    expect(author.course.chapters.get('basics')?.title).toBe('Chapter basics')
  })

  it('[R2][A1] changes nothing over HTTP either, and reads there', async () => {
    const server = await startAuthServer()
    const { vi } = await openCourse(server)
    const viewer = await vi.join()
    const { update } = viewer.write([renameChapter('basics', 'Mine')])
    const path = '/api/courses/course-1/sync?device=vi-laptop&v=1'
    const ask = (updates: string[]) => vi.ask('POST', path, { stateVector: '', updates, operationIds: [] })
    expect(await errorOf(await ask([base64(update)]))).toEqual({ status: 403, code: 'not-allowed' })
    const { updates } = (await (await ask([])).json()) as { updates: string[] }
    const doc = new Y.Doc()
    for (const each of updates) Y.applyUpdate(doc, Buffer.from(each, 'base64'))
    expect(readCourse(doc).chapters.get('basics')?.title).toBe('Chapter basics')
  })
})

describe('Who opens a socket', () => {
  it('[R1] has signed in, or is told by code 4401, or by status 401 where a client knows no codes', async () => {
    const server = await startAuthServer()
    const { sam, vi } = await openCourse(server)
    const nobody = { headers: {} as Record<string, string> }
    expect(await upgradeStatus(server, nobody.headers)).toBe(401)
    expect(await upgradeStatus(server, sam.headers)).toBe(403)
    expect(await sam.connect().closed).toEqual({ code: 4403, reason: 'not-allowed' })
    const token = await tokenOf(server, { sub: 'vi' })
    expect(vi.userId).toBe('user:vi')
    await expect(upgradeStatus(server, { authorization: `Bearer ${token}` })).rejects.toThrow('let in')
  })
})

describe('Who saved', () => {
  it('[A7] is who has signed in, whatever device and author the record claims', async () => {
    const server = await startAuthServer()
    const { ed } = await openCourse(server)
    const editor = await ed.join({ device: 'ana-laptop' })
    const by = { id: 'user:ana', name: 'Ana' }
    const { operationId } = await editor.store([renameChapter('basics', 'Hers')], { by, device: 'ana-laptop' })
    const [stored] = await server.store.findOperations('course-1', [operationId])
    expect(stored).toMatchObject({ userId: 'user:ed', by })
  })

  it('[A7] owns the clientID, on each of their devices, and nobody else writes under it', async () => {
    const server = await startAuthServer()
    const { ana, ed, author } = await openCourse(server)
    const phone = await ana.join({ device: 'ana-phone' })
    phone.doc.clientID = author.doc.clientID
    await author.leave()
    expect(await phone.store([renameChapter('basics', 'From the phone')])).toMatchObject({ status: 'stored' })

    const thief = await ed.join()
    thief.doc.clientID = author.doc.clientID
    const { operationId } = thief.save([renameChapter('basics', 'Stolen', 'From the phone')])
    expect(await thief.ack(operationId)).toMatchObject({ status: 'rejected', error: { code: 'foreign-client' } })
  })
})
