/** Peers that begin something, say nothing more and never hang up: they hold up no end of the server. */
import { connect } from 'node:net'
import { text } from 'node:stream/consumers'
import { describe, expect, it, onTestFinished } from 'vitest'
import { defaultLimits } from '../../sync-server/guarding/limits.ts'
import { startTestServer, type TestServer } from './fixtures/test-server.ts'
import { announce } from './uploads/fixtures/raw-tus.ts'

const host = 'Host: 127.0.0.1'
const upgrade = `${host}\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==`
const tus = 'Tus-Resumable: 1.0.0\r\nUpload-Offset: 0\r\nContent-Type: application/offset+octet-stream'

/** A connection whose other half stays open, whatever the server does with its own. */
function say({ url }: TestServer, request: string) {
  const socket = connect({ port: Number(new URL(url).port), host: '127.0.0.1', allowHalfOpen: true })
  socket.write(request)
  onTestFinished(() => void socket.destroy())
  return socket
}

/** Lets time pass until the server has ended. */
async function closed({ clock, close }: TestServer): Promise<void> {
  let isOver = false
  const ended = close().then(() => {
    isOver = true
  })
  while (!isOver) {
    clock.advance(100)
    await new Promise(resolve => setImmediate(resolve))
  }
  return ended
}

describe('The end of the server is held up by no peer', () => {
  it('that was refused as a socket because it came too often', async () => {
    const limits = { ...defaultLimits, requestsPerMinute: 1 }
    const server = await startTestServer(undefined, { guard: { trustedProxies: 1, limits } })
    const address = { 'x-forwarded-for': '203.0.113.66' }
    expect((await fetch(`${server.url}/healthz`, { headers: address })).status).toBe(200)
    const refused = say(
      server,
      `GET /sync/course-1 HTTP/1.1\r\n${upgrade}\r\nX-Forwarded-For: ${address['x-forwarded-for']}\r\n\r\n`,
    )
    expect(await text(refused)).toMatch(/^HTTP\/1.1 429 Too Many Requests\r\n.*Retry-After: \d+\r\n/s)
    await closed(server)
  })

  it.each([
    ['an address that has no sockets', `GET /elsewhere HTTP/1.1\r\n${upgrade}\r\n\r\n`, '404'],
    ['another origin', `GET /sync/course-1 HTTP/1.1\r\n${upgrade}\r\nOrigin: https://evil.example\r\n\r\n`, '403'],
    ['another protocol', `GET / HTTP/1.1\r\n${host}\r\nConnection: Upgrade\r\nUpgrade: h2c\r\n\r\n`, '404'],
  ])('that was refused as a socket because of %s', async (_why, request, status) => {
    const server = await startTestServer()
    const refused = say(server, request)
    expect(await text(refused)).toContain(`HTTP/1.1 ${status} `)
    await closed(server)
  })

  it.each([
    ['sent nothing', ''],
    ['sent half a header', `GET / HTTP/1.1\r\n${host}`],
    ['sent half a body', `POST /api/courses/course-1/sync HTTP/1.1\r\n${host}\r\nContent-Length: 50\r\n\r\n{`],
    [
      'sent half an upload',
      `PATCH /files/upload-1?device=ana HTTP/1.1\r\n${host}\r\n${tus}\r\nContent-Length: 50\r\n\r\nWE`,
    ],
    ['reads no answer', `GET /healthz HTTP/1.1\r\n${host}\r\n\r\n`],
  ])('that %s', async (_what, request) => {
    const server = await startTestServer()
    await announce({ ...server, sizeBytes: 50 })
    const silent = say(server, request)
    silent.on('error', () => {})
    await new Promise(resolve => silent.once('connect', resolve))
    // What came after it has been answered: so this has been taken, too.
    expect((await fetch(`${server.url}/healthz`)).status).toBe(200)
    await closed(server)
  })
})
