/** Stores that fail, rooms that are dropped, unloaded and come back. */
import { describe, expect, it } from 'vitest'
import { LecternError } from '../../course/errors.ts'
import { addChapter, renameChapter } from './fixtures/commands.ts'
import { errorOf, postSync } from './fixtures/http.ts'
import { join, TestClient } from './fixtures/test-client.ts'
import { countOpen, startTestServer, type TestServer } from './fixtures/test-server.ts'

const unavailable = new LecternError('store-unavailable', 'the disk is gone')

/** Leaves, and waits until the server has noticed. */
async function leave(server: TestServer, client: TestClient): Promise<void> {
  const gone = server.log.nextDisconnected()
  await client.leave()
  await gone
}

describe('A commit that fails', () => {
  it('[P3][A1] closes the room with 4503 and acknowledges nothing; the same bytes are stored later', async () => {
    const server = await startTestServer()
    const [ana, bo] = await Promise.all([join(server), join(server, { device: 'bo' })])
    await ana.store([addChapter('basics')])
    server.store.failCommits(unavailable)
    const { operationId, update } = ana.save([renameChapter('basics', 'Foundations')])
    const bos = bo.save([addChapter('advanced')])
    expect(await ana.closed).toEqual({ code: 4503, reason: 'store-unavailable' })
    expect(await bo.closed).toEqual({ code: 4503, reason: 'store-unavailable' })
    expect(ana.acks.map(({ revision }) => revision)).toEqual([1])
    expect(server.log.failures.map(({ code }) => code)).toEqual(['store-unavailable'])

    server.store.failCommits(undefined)
    const again = new TestClient(server, { doc: ana.doc })
    await again.opened()
    again.sendUpdate(update)
    expect(await again.ack(operationId)).toMatchObject({ status: 'stored', revision: 2 })
    const bosAgain = await join(server, { device: 'bo', doc: bo.doc })
    expect(await bosAgain.ack(bos.operationId)).toMatchObject({ status: 'stored', revision: 3 })
  })

  it('[P3] is told over HTTP as 503, and what it had is forgotten', async () => {
    const server = await startTestServer()
    const ana = await join(server)
    const { update } = ana.write([addChapter('basics')])
    server.store.failCommits(unavailable)
    expect(await errorOf(await postSync(server, { updates: [update] }))).toEqual({
      status: 503,
      code: 'store-unavailable',
    })
    server.store.failCommits(undefined)
    expect((await join(server, { device: 'bo' })).course.chapters.size).toBe(0)
  })

  it('[P3] keeps the updates behind it from being stored without it', async () => {
    const server = await startTestServer()
    const ana = await join(server)
    await ana.store([addChapter('basics')])
    server.store.hold()
    ana.save([renameChapter('basics', 'Lost')])
    await server.store.nextCommit()
    ana.save([renameChapter('basics', 'On top of it')])
    server.store.failCommits(unavailable)
    server.store.release()
    await ana.closed
    server.store.failCommits(undefined)
    const bo = await join(server, { device: 'bo' })
    expect(bo.course.chapters.get('basics')?.title).toBe('Chapter basics')
    expect(bo.states.at(-1)?.server.revision).toBe(1)
  })
})

describe('A course that cannot be loaded', () => {
  it('[P3] is closed with 4503 and never passes for an empty one', async () => {
    const server = await startTestServer()
    const ana = await join(server)
    await ana.store([addChapter('basics')])
    await leave(server, ana)
    server.clock.advance(10_000)
    expect((await countOpen(server)).rooms).toBe(0)

    server.store.failLoads(unavailable)
    const bo = new TestClient(server, { device: 'bo' })
    expect(await bo.closed).toEqual({ code: 4503, reason: 'store-unavailable' })
    expect(bo.frames.all).toEqual([])
    server.store.failLoads(undefined)
    expect((await join(server, { device: 'bo' })).course.chapters.size).toBe(1)
  })

  it('[P3] while somebody is in it closes the room, and leaves nobody behind', async () => {
    const server = await startTestServer()
    const ana = await join(server)
    await ana.store([addChapter('basics')])
    server.store.failLoads(unavailable)
    const bo = new TestClient(server, { device: 'bo' })
    expect(await bo.closed).toMatchObject({ code: 4503 })
    server.store.failLoads(undefined)
    await leave(server, ana)
    server.clock.advance(10_000)
    expect((await countOpen(server)).rooms).toBe(0)
  })
})

describe('A room that nobody is in', () => {
  it('[P5] is unloaded without a write after a while, and comes back as it was', async () => {
    const server = await startTestServer()
    const ana = await join(server)
    await ana.store([addChapter('basics')])
    await leave(server, ana)
    server.clock.advance(500)
    expect((await countOpen(server)).rooms).toBe(1)
    server.clock.advance(10_000)
    expect((await countOpen(server)).rooms).toBe(0)
    expect(server.store.commitCount).toBe(1)

    const again = await join(server, { doc: ana.doc })
    expect(await again.store([renameChapter('basics', 'Foundations')])).toMatchObject({ revision: 2 })
  })

  it('[P5] stays while somebody comes back in time', async () => {
    const server = await startTestServer()
    const ana = await join(server)
    await leave(server, ana)
    server.clock.advance(500)
    await join(server)
    server.clock.advance(10_000)
    expect((await countOpen(server)).rooms).toBe(1)
  })

  it('[P5] is unloaded after a client of another epoch was turned away, or one by HTTP', async () => {
    const server = await startTestServer()
    const ana = await join(server)
    await ana.store([addChapter('basics')])
    await leave(server, ana)
    server.clock.advance(10_000)
    await new TestClient(server, { epoch: 'another' }).closed
    expect((await countOpen(server)).rooms).toBe(1)
    server.clock.advance(10_000)
    expect((await countOpen(server)).rooms).toBe(0)
    await postSync(server, { epoch: 'another' })
    server.clock.advance(10_000)
    expect((await countOpen(server)).rooms).toBe(0)
  })
})

describe('A room that somebody has left while it was at work', () => {
  it('[P5] is unloaded too: the save of its last author was on its way to the disk', async () => {
    const server = await startTestServer()
    const ana = await join(server)
    await ana.store([addChapter('basics')])
    server.store.hold()
    ana.save([renameChapter('basics', 'Foundations')])
    await server.store.nextCommit()
    await leave(server, ana)
    server.clock.advance(10_000)
    expect((await countOpen(server)).rooms).toBe(1)

    server.store.release()

    await expect.poll(async () => (await server.store.loadSummary('course-1'))?.revision).toBe(2)
    server.clock.advance(10_000)
    expect((await countOpen(server)).rooms).toBe(0)
  })

  it('[P5] is unloaded too: what came by HTTP was refused', async () => {
    const server = await startTestServer()
    expect((await postSync(server, { updates: [new Uint8Array([1, 2, 3])] })).status).toBe(400)
    server.clock.advance(10_000)
    expect((await countOpen(server)).rooms).toBe(0)
  })

  it('[P5] is unloaded too: its connection was closed for what it sent', async () => {
    const server = await startTestServer()
    const eve = new TestClient(server, { device: 'eve' })
    await eve.opened()
    const gone = server.log.nextDisconnected()
    eve.sendUpdate(new Uint8Array([1, 2, 3]))
    await gone
    server.clock.advance(10_000)
    expect((await countOpen(server)).rooms).toBe(0)
  })

  it('[A3] stores nothing behind the back of the room after it', async () => {
    const server = await startTestServer()
    const first = await join(server)
    await first.store([addChapter('basics')])
    await leave(server, first)
    server.clock.advance(10_000)
    const ana = await join(server, { doc: first.doc })
    const deliver = server.store.holdReads()
    const read = server.store.nextRead()
    ana.save([renameChapter('basics', 'Foundations')])
    await read
    const course = `${server.url}/api/courses/course-1`
    await fetch(course, { method: 'DELETE' })
    await fetch(`${course}/restore`, { method: 'POST' })
    // The next room is open before the document has been read for the one before.
    server.store.holdReads()()
    const bo = await join(server, { device: 'bo' })

    deliver()
    const again = await join(server, { doc: ana.doc })

    await expect.poll(() => bo.course.chapters.get('basics')?.title).toBe('Foundations')
    expect(again.course.chapters.get('basics')?.title).toBe('Foundations')
  })
})

describe('A long log', () => {
  it('[P5] gets a snapshot, from which newcomers and a cold start are served', async () => {
    const server = await startTestServer()
    const ana = await join(server)
    await ana.store([addChapter('basics')])
    const saves = Array.from({ length: 500 }, (_, index) => ana.save([renameChapter('basics', `Title ${index}`)]))
    await ana.state(({ server: { revision } }) => revision === 501)
    expect(server.store.compactions).toEqual(['course-1'])
    await leave(server, ana)
    server.clock.advance(10_000)
    expect((await countOpen(server)).rooms).toBe(0)

    const bo = await join(server, { device: 'bo' })
    expect(bo.doc.toJSON()).toEqual(ana.doc.toJSON())
    expect(await bo.store([renameChapter('basics', 'Bo’s', 'Title 499')])).toMatchObject({
      revision: 502,
      results: [{ outcome: 'applied' }],
    })
    expect(saves).toHaveLength(500)
  }, 20_000)
})
