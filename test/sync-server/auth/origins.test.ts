/** Pages of other origins, and names that were made to point here. */
import { request as httpRequest } from 'node:http'
import { describe, expect, it } from 'vitest'
import { WebSocket } from 'ws'
import { Origins, type RequestHeaders } from '../../../sync-server/origin.ts'
import { startTestServer } from '../fixtures/test-server.ts'
import { openCourse, startAuthServer } from './fixtures/auth-server.ts'

interface Answer {
  readonly status: number | undefined
}

/** `fetch` sends neither Origin nor Host as it is told. */
function ask(url: string, method: string, headers: Record<string, string>): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const request = httpRequest(url, { method, headers }, response => {
      response.resume()
      resolve({ status: response.statusCode })
    })
    request.once('error', reject)
    request.end()
  })
}

function upgradeStatus(url: string, headers: Record<string, string>): Promise<number | undefined> {
  return new Promise(resolve => {
    const socket = new WebSocket(`${url.replace('http', 'ws')}/sync/course-1`, { headers })
    socket.on('unexpected-response', (request, response) => {
      request.destroy()
      resolve(response.statusCode)
    })
    socket.on('open', () => {
      socket.terminate()
      resolve(101)
    })
    socket.on('error', () => {})
  })
}

describe('A page of another origin', () => {
  it('[R5] changes nothing and opens no socket with the cookie of who is signed in', async () => {
    const server = await startAuthServer()
    const { ana } = await openCourse(server)
    const evil = { ...ana.headers, origin: 'https://evil.example' }
    const course = `${server.url}/api/courses/course-1`
    expect(await ask(course, 'DELETE', evil)).toEqual({ status: 403 })
    expect(await ask(course, 'GET', evil)).toEqual({ status: 403 })
    expect(await ask(`${server.url}/api/session`, 'POST', evil)).toEqual({ status: 403 })
    expect(await ask(course, 'DELETE', { ...ana.headers, 'sec-fetch-site': 'cross-site' })).toEqual({ status: 403 })
    expect(await ask(`${server.url}/files`, 'POST', evil)).toEqual({ status: 403 })
    expect(await upgradeStatus(server.url, evil)).toBe(403)
    expect(await upgradeStatus(server.url, { ...ana.headers, origin: 'http://localhost:1' })).toBe(403)
    expect(await upgradeStatus(server.url, { ...ana.headers, origin: server.url })).toBe(101)
    expect((await ana.ask('GET', '/api/courses/course-1')).status).toBe(200)
  })

  it('[R5] is told by the configured address, not by what the request says of its host', async () => {
    const server = await startAuthServer({
      publicUrl: 'http://courses.example.org',
      allowedOrigins: ['https://partner.example'],
    })
    const { ana } = await openCourse(server)
    const from = (origin: string, host: string) => upgradeStatus(server.url, { ...ana.headers, origin, host })
    expect(await from('http://evil.example', 'evil.example')).toBe(403)
    expect(await from('http://courses.example.org', 'behind-a-proxy:4400')).toBe(101)
    expect(await from('https://partner.example', 'courses.example.org')).toBe(101)
    expect(await from('https://courses.example.org', 'courses.example.org')).toBe(403)
  })
})

describe('A name that was made to point to this machine', () => {
  it('[R5] is not answered where nobody signs in, on any address nor on a socket', async () => {
    const { url } = await startTestServer()
    const port = new URL(url).port
    const statuses = async (host: string) => [
      (await ask(`${url}/api/courses`, 'GET', { host })).status,
      (await ask(`${url}/healthz`, 'GET', { host })).status,
      await upgradeStatus(url, { host }),
    ]
    expect(await statuses(`rebound.example:${port}`)).toEqual([403, 403, 403])
    expect(await statuses(`127.0.0.1.evil.example:${port}`)).toEqual([403, 403, 403])
    expect(await statuses(`localhost:${port}`)).toEqual([200, 200, 101])
    expect(await statuses(`[::1]:${port}`)).toEqual([200, 200, 101])
  })
})

describe('Which pages may ask', () => {
  const open = new Origins({ isOpen: true })
  const own = new Origins({ isOpen: false })

  it.each<[string, Origins, RequestHeaders, boolean, boolean]>([
    ['a program without an Origin', own, { host: 'a.example' }, false, true],
    ['the app’s own page', own, { origin: 'http://a.example', host: 'a.example' }, false, true],
    ['a page of another port', own, { origin: 'http://a.example:81', host: 'a.example' }, false, false],
    ['a sandboxed page', own, { origin: 'null', host: 'a.example' }, false, false],
    ['a link that was followed from elsewhere', own, { host: 'a.example', 'sec-fetch-site': 'cross-site' }, true, true],
    ['a form of a neighbour', own, { host: 'a.example', 'sec-fetch-site': 'same-site' }, false, false],
    [
      'a page of this machine, where nobody signs in',
      open,
      { origin: 'http://localhost:5173', host: '127.0.0.1' },
      false,
      true,
    ],
    [
      'a page of elsewhere, where nobody signs in',
      open,
      { origin: 'http://evil.example', host: '127.0.0.1' },
      true,
      false,
    ],
  ])('[R5] %s', (_, origins, headers, isReading, mayAsk) => {
    expect(origins.mayAsk(headers, isReading)).toBe(mayAsk)
  })
})
