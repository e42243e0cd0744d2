/** Frames, addresses and presence that no honest client sends. */
import { connect } from 'node:net'
import { describe, expect, it, onTestFinished } from 'vitest'
import { WebSocket } from 'ws'
import { limits } from '../../course/limits.ts'
import {
  type AwarenessEntry,
  encodeAwareness,
  encodeQueryAwareness,
  encodeSyncStep1,
  encodeUpdate,
} from '../../course/wire/frame.ts'
import { addChapter } from './fixtures/commands.ts'
import { entriesOf, join, TestClient } from './fixtures/test-client.ts'
import { startTestServer, type TestServer } from './fixtures/test-server.ts'

const noUpdate = new Uint8Array([0, 0])

const malformedFrames: Record<string, Uint8Array | string> = {
  'a text frame': 'hello',
  'no bytes': new Uint8Array(),
  'an unknown kind': new Uint8Array([7]),
  'y-websocket’s auth': new Uint8Array([2, 0, 1, 120]),
  'an unknown kind of sync': new Uint8Array([0, 9, 0]),
  'a length beyond the end': new Uint8Array([0, 2, 200, 1, 1]),
  'a number without end': new Uint8Array(64).fill(0xff),
  'two messages in a frame': new Uint8Array([...encodeUpdate(noUpdate), ...encodeUpdate(noUpdate)]),
  'a state vector that is none': encodeSyncStep1(new Uint8Array([5, 1])),
  'an update that is none': encodeUpdate(new Uint8Array([9, 9, 9, 9])),
  'no update at all': encodeUpdate(new Uint8Array()),
  'bytes after an update': encodeUpdate(new Uint8Array([0, 0, 1])),
  'awareness that ends early': new Uint8Array([1, 3, 5, 1, 1]),
  'bytes after the awareness': new Uint8Array([1, 2, 0, 0]),
}

async function evesAndBos(server: TestServer): Promise<{ eve: TestClient; bo: TestClient }> {
  return { eve: await join(server, { device: 'eve' }), bo: await join(server, { device: 'bo' }) }
}

describe('A frame with', () => {
  it.each(Object.entries(malformedFrames))('[P4] %s closes its own connection with 4400', async (_, frame) => {
    const server = await startTestServer()
    const { eve, bo } = await evesAndBos(server)
    eve.send(frame)
    expect(await eve.closed).toEqual({ code: 4400, reason: 'malformed' })
    expect(await bo.store([addChapter('basics')])).toMatchObject({ status: 'stored' })
    expect(server.log.failures).toEqual([])
  })

  it('[P4] more than the limit closes its own connection with 4413, before the transport would', async () => {
    const server = await startTestServer()
    const { eve, bo } = await evesAndBos(server)
    eve.send(encodeUpdate(new Uint8Array(limits.updateBytes + 1)))
    expect(await eve.closed).toEqual({ code: 4413, reason: 'too-large' })
    await bo.sync()
  })

  it('[P4] a state vector of more clients than ever write in a course closes its own connection', async () => {
    const server = await startTestServer()
    const { eve, bo } = await evesAndBos(server)
    eve.send(encodeSyncStep1(new Uint8Array(4 * 1024 * 1024 + 1)))
    expect(await eve.closed).toEqual({ code: 4413, reason: 'too-large' })
    await bo.sync()
  })

  it('[P4] 200,000 awareness entries closes its own connection, and makes no ghosts elsewhere', async () => {
    const server = await startTestServer()
    const { eve, bo } = await evesAndBos(server)
    const ghosts = Array.from({ length: 200_000 }, (_, clientId) => ({ clientId, clock: 1, state: '{}' }))
    eve.send(encodeAwareness(ghosts))
    expect(await eve.closed).toEqual({ code: 4413, reason: 'too-large' })
    server.clock.advance(100)
    await bo.sync()
    expect(ghostsAt(bo)).toEqual([])
  })
})

/** Entries that are not the server's own. */
function ghostsAt(client: TestClient): AwarenessEntry[] {
  return client.frames.all.flatMap(entriesOf).filter(({ state }) => !state.startsWith('{"server":{"version":1,'))
}

function serverIdAt(client: TestClient): number {
  const entries = client.frames.all.flatMap(entriesOf)
  return entries.find(({ state }) => state.includes('"server"'))?.clientId ?? 0
}

async function tellsOthers(entries: readonly AwarenessEntry[]): Promise<AwarenessEntry[]> {
  const server = await startTestServer()
  const { eve, bo } = await evesAndBos(server)
  eve.send(encodeAwareness(entries))
  await eve.sync()
  server.clock.advance(100)
  await bo.sync()
  return ghostsAt(bo)
}

describe('What a client says of itself', () => {
  it('is told to others, and its end too', async () => {
    const server = await startTestServer()
    const { eve, bo } = await evesAndBos(server)
    const entry = { clientId: 7, clock: 1, state: '{"name":"Eve"}' }
    eve.send(encodeAwareness([entry]))
    await eve.sync()
    server.clock.advance(100)
    await bo.sync()
    expect(ghostsAt(bo)).toEqual([entry])
    bo.send(encodeQueryAwareness())
    await bo.sync()
    expect(ghostsAt(bo)).toEqual([entry, entry])

    const gone = server.log.nextDisconnected()
    await eve.leave()
    await gone
    server.clock.advance(100)
    await bo.sync()
    expect(ghostsAt(bo).at(-1)).toEqual({ clientId: 7, clock: 2, state: 'null' })
  })

  it.each([
    ['a state with the server’s key', '{"server":{"version":1,"epoch":"x","revision":9},"acks":{},"uploads":{}}'],
    ['a state with acks', '{"acks":{}}'],
    ['a state with uploads', '{"uploads":{}}'],
    ['a state that hides the key', '{"\\u0073erver":1}'],
    ['a state that is no JSON', '{'],
    ['a state that is a text', '"server"'],
    ['a state of a megabyte', `{"name":"${'x'.repeat(1_000_000)}"}`],
  ])('[A1] is dropped: %s', async (_, state) => {
    expect(await tellsOthers([{ clientId: 7, clock: 1, state }])).toEqual([])
  })

  it('[A1] cannot stand for the server', async () => {
    const server = await startTestServer()
    const { eve, bo } = await evesAndBos(server)
    const clientId = serverIdAt(eve)
    eve.send(encodeAwareness([{ clientId, clock: 1000, state: 'null' }]))
    eve.send(encodeAwareness([{ clientId, clock: 1001, state: '{"name":"server"}' }]))
    await eve.sync()
    server.clock.advance(100)
    await bo.sync()
    expect(ghostsAt(bo)).toEqual([])
  })

  it('[A1] cannot end or change what another says', async () => {
    const server = await startTestServer()
    const { eve, bo } = await evesAndBos(server)
    bo.send(encodeAwareness([{ clientId: 8, clock: 1, state: '{"name":"Bo"}' }]))
    await bo.sync()
    eve.send(encodeAwareness([{ clientId: 8, clock: 2, state: 'null' }]))
    eve.send(
      encodeAwareness([
        { clientId: 9, clock: 1, state: '{"name":"Eve"}' },
        { clientId: 8, clock: 3, state: '{}' },
      ]),
    )
    await eve.sync()
    server.clock.advance(100)
    const cai = await join(server, { device: 'cai' })
    expect(ghostsAt(cai).map(({ state }) => state)).toEqual(['{"name":"Bo"}', '{"name":"Eve"}'])
  })
})

/** Status of an upgrade that was refused, or the close code of one that was accepted and closed. */
function outcomeOf(address: string, headers: Record<string, string> = {}): Promise<number> {
  return new Promise((resolve, reject) => {
    const socket = new WebSocket(address, { headers })
    onTestFinished(() => socket.terminate())
    socket.on('unexpected-response', (_, response) => resolve(response.statusCode ?? 0))
    socket.on('close', resolve)
    socket.on('open', () => socket.ping())
    socket.on('pong', () => resolve(0))
    socket.on('error', reject)
  })
}

describe('An address', () => {
  it.each([
    ['with a malformed course id', '/sync/a%20b', 404],
    ['with a course id that cannot be decoded', '/sync/%E0%A4', 404],
    ['with the course id __proto__', '/sync/__proto__', 404],
    ['without a course id', '/sync/', 404],
    ['that goes on after the course id', '/sync/course-1/more', 404],
    ['elsewhere', '/other', 404],
    ['with a malformed device', '/sync/course-1?device=a%20b', 400],
    ['with a malformed course id, of our client', '/sync/a%20b?v=1', 4404],
    ['with a malformed device, of our client', '/sync/course-1?v=1&device=a%20b', 4400],
    ['with an old version', '/sync/course-1?v=0', 4426],
    ['of a course', '/sync/course-1', 0],
    ['of a course, with numbers that are none', '/sync/course-1?v=1&revision=-5e9', 0],
  ])('%s is answered with %s → %i', async (_, path, outcome) => {
    const server = await startTestServer()
    expect(await outcomeOf(`${server.url.replace('http', 'ws')}${path}`)).toBe(outcome)
  })

  it.each([
    ['https://evil.example', 403],
    ['null', 403],
    ['http://localhost:5173', 0],
  ])('opened by a page of %s is answered with %i', async (origin, outcome) => {
    const server = await startTestServer()
    expect(await outcomeOf(`${server.url.replace('http', 'ws')}/sync/course-1`, { origin })).toBe(outcome)
  })

  it.each(['//[', '//', 'http://[', '/sync/course-1#\u0000'])(
    '%j of a raw request takes nothing down',
    async target => {
      const server = await startTestServer()
      const socket = connect(Number(new URL(server.url).port), '127.0.0.1')
      onTestFinished(() => {
        socket.destroy()
      })
      const answered = new Promise(resolve => socket.once('close', resolve))
      const headers = 'Host: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13'
      socket.end(`GET ${target} HTTP/1.1\r\n${headers}\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n`)
      socket.resume()
      await answered
      expect((await fetch(`${server.url}/healthz`)).status).toBe(200)
    },
  )
})

describe('A course of another epoch', () => {
  it('[S5] is closed with 4409 and the present epoch, and the room is left', async () => {
    const server = await startTestServer()
    const ana = await join(server)
    await ana.store([addChapter('basics')])
    const epoch = ana.states.at(-1)?.server.epoch ?? ''
    const stranger = new TestClient(server, { device: 'bo', epoch: 'another' })
    expect(await stranger.closed).toEqual({ code: 4409, reason: epoch })
    expect((await join(server, { device: 'bo', epoch })).course.chapters.size).toBe(1)
  })
})
