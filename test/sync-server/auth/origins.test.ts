/** Pages of other origins, and names that were made to point here. */
import { describe, expect, it } from 'vitest'
import { WebSocket } from 'ws'
import { Origins, type RequestHeaders } from '../../../sync-server/origin.ts'
import { startTestServer } from '../fixtures/test-server.ts'
import { openCourse, startAuthServer } from './fixtures/auth-server.ts'
import { listedRequests } from './fixtures/listed-requests.ts'
import { statusOf } from './fixtures/raw-request.ts'

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
    expect(await statusOf(course, 'DELETE', evil)).toBe(403)
    expect(await statusOf(course, 'GET', evil)).toBe(403)
    expect(await statusOf(`${server.url}/api/session`, 'POST', evil)).toBe(403)
    expect(await statusOf(course, 'DELETE', { ...ana.headers, 'sec-fetch-site': 'cross-site' })).toBe(403)
    expect(await statusOf(`${server.url}/files`, 'POST', evil)).toBe(403)
    expect(await upgradeStatus(server.url, evil)).toBe(403)
    expect(await upgradeStatus(server.url, { ...ana.headers, origin: 'http://localhost:1' })).toBe(403)
    expect(await upgradeStatus(server.url, { ...ana.headers, origin: server.url })).toBe(101)
    expect((await ana.ask('GET', '/api/courses/course-1')).status).toBe(200)
  })

  it('[R5] is refused at every address that is in the list, and at each before anybody is asked who they are', async () => {
    const server = await startAuthServer()
    const { ana } = await openCourse(server)
    const changing = listedRequests.filter(({ method }) => !['GET', 'HEAD'].includes(method))
    const pages = [{ origin: 'https://evil.example' }, { origin: 'null' }, { 'sec-fetch-site': 'cross-site' }]
    for (const { method, path } of changing) {
      for (const page of pages) {
        const asked = [method, path, page]
        const status = await statusOf(`${server.url}${path}`, method, { ...ana.headers, ...page })
        expect([...asked, status]).toEqual([...asked, 403])
      }
    }
    expect(changing.length).toBeGreaterThan(15)
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
      await statusOf(`${url}/api/courses`, 'GET', { host }),
      await statusOf(`${url}/healthz`, 'GET', { host }),
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
