/** Bodies without an end, to every address of the API. */
import { request } from 'node:http'
import { json } from 'node:stream/consumers'
import { describe, expect, it, onTestFinished } from 'vitest'
import { limits } from '../../../course/limits.ts'
import { errorBodySchema } from '../../../course/wire/http.ts'
import { startTestServer } from '../fixtures/test-server.ts'
import { openCourse, startAuthServer } from './fixtures/auth-server.ts'
import { listedRequests } from './fixtures/listed-requests.ts'

interface Endless {
  readonly method: string
  readonly headers?: Readonly<Record<string, string | number>>
  readonly sizeBytes: number
}

/** So much of a body is sent, and its end never. @returns what is answered all the same */
function sendEndless(url: string, { method, headers = {}, sizeBytes }: Endless): Promise<[number, string]> {
  return new Promise((resolve, reject) => {
    const outgoing = request(url, { method, headers: { 'content-type': 'application/json', ...headers } })
    onTestFinished(() => void outgoing.destroy())
    outgoing.once('response', response => {
      const status = response.statusCode ?? 0
      json(response).then(body => resolve([status, errorBodySchema.parse(body).error.code]), reject)
    })
    outgoing.once('error', reject)
    outgoing.write(' '.repeat(sizeBytes))
  })
}

const sync = '/api/courses/course-1/sync'
const withBody = listedRequests.filter(({ method, path }) => method !== 'GET' && path.startsWith('/api/'))
const chunked = { 'transfer-encoding': 'chunked' }

describe('A body without an end', () => {
  it('is refused at 32 KiB by every address of the API but the sync, and not read on', async () => {
    const server = await startAuthServer()
    const { ana } = await openCourse(server)
    const headers = { ...ana.headers, ...chunked }
    const small = withBody.filter(({ path }) => path !== sync)
    for (const { method, path } of small) {
      const answer = await sendEndless(`${server.url}${path}`, { method, headers, sizeBytes: 32 * 1024 + 1 })
      expect([method, path, ...answer]).toEqual([method, path, 413, 'too-large'])
    }
    expect(small.length).toBeGreaterThan(8)
  })

  it('is refused to who may not ask before any of it is read', async () => {
    const server = await startAuthServer()
    const answer = await sendEndless(`${server.url}${sync}`, { method: 'POST', headers: chunked, sizeBytes: 1 })
    expect(answer).toEqual([401, 'sign-in'])
  })

  it('is refused by its announced length alone', async () => {
    const { url } = await startTestServer()
    const asked = { method: 'POST', sizeBytes: 1 }
    const known = `${url}/api/courses/course-1/uploads/known`
    expect(await sendEndless(known, { ...asked, headers: { 'content-length': 33 * 1024 } })).toEqual([413, 'too-large'])
    const headers = { 'content-length': 2 * limits.updateBytes }
    expect(await sendEndless(`${url}${sync}`, { ...asked, headers })).toEqual([413, 'too-large'])
  })
})
