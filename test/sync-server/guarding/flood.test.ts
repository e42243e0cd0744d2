/** What a flood meets, and that the author beside it notices nothing. */
import { describe, expect, it } from 'vitest'
import { encodeAwareness, encodeQueryAwareness } from '../../../course/wire/frame.ts'
import { defaultLimits, type GuardLimits } from '../../../sync-server/guarding/limits.ts'
import { addChapter, renameChapter } from '../fixtures/commands.ts'
import { errorOf } from '../fixtures/http.ts'
import { join, TestClient } from '../fixtures/test-client.ts'
import { countOpen, startTestServer, type TestServer } from '../fixtures/test-server.ts'
import { metadataOf } from '../uploads/fixtures/upload.ts'

const [flooder, honest] = ['203.0.113.66', '198.51.100.7']

/** Behind one proxy, which says where a request comes from: else all come from this machine, which is not counted. */
function startGuarded(limits: Partial<GuardLimits> = {}): Promise<TestServer> {
  return startTestServer(undefined, { guard: { trustedProxies: 1, limits: { ...defaultLimits, ...limits } } })
}

function get({ url }: TestServer, address: string, path = '/api/courses'): Promise<Response> {
  return fetch(`${url}${path}`, { headers: { 'x-forwarded-for': address } })
}

describe('A flood of requests', () => {
  it('is told to come back later, and when, while the author beside it is answered', async () => {
    const server = await startGuarded({ requestsPerMinute: 5 })
    for (let count = 0; count < 5; count++) expect((await get(server, flooder)).status).toBe(200)
    const refused = await get(server, flooder)
    const waitSeconds = Number(refused.headers.get('retry-after'))
    expect(waitSeconds).toBeGreaterThan(0)
    expect(waitSeconds).toBeLessThanOrEqual(60)
    expect(await errorOf(refused)).toEqual({ status: 429, code: 'too-many-requests' })
    expect((await get(server, flooder, '/')).status).toBe(429)
    expect((await get(server, honest)).status).toBe(200)
  })

  it('is refused as a socket before there is one', async () => {
    const server = await startGuarded({ requestsPerMinute: 1 })
    expect((await get(server, flooder)).status).toBe(200)
    await expect(new TestClient(server, { address: flooder }).opened()).rejects.toThrow('429')
    await join(server, { address: honest })
    expect(await countOpen(server)).toMatchObject({ sockets: 1 })
  })
})

describe('A flood of guesses', () => {
  it('ends after a few refused ones, all at once or one by one', async () => {
    const server = await startGuarded({ attemptsPerMinute: 3 })
    const guess = () =>
      fetch(`${server.url}/api/session`, { method: 'POST', headers: { 'x-forwarded-for': flooder }, body: '{}' })
    const answers = await Promise.all(Array.from({ length: 10 }, guess))
    expect(answers.filter(({ status }) => status === 429)).toHaveLength(7)
    expect((await guess()).status).toBe(429)
    expect((await get(server, flooder, '/api/invitations/guessed')).status).toBe(429)
    expect((await get(server, honest, '/api/invitations/mistyped')).status).not.toBe(429)
  })
})

describe('A flood of connections', () => {
  it('is closed as busy beyond the limit, and one that left makes room', async () => {
    const server = await startGuarded({ connections: 2 })
    const [first] = [await join(server, { address: flooder }), await join(server, { address: flooder })]
    const third = new TestClient(server, { address: flooder })
    expect(await third.closed).toEqual({ code: 1013, reason: 'busy' })
    await expect(new TestClient(server, { address: flooder, device: null }).opened()).rejects.toThrow('429')
    await join(server, { address: honest })
    const left = server.log.nextDisconnected()
    await first?.leave()
    await left
    await join(server, { address: flooder })
  })
})

describe('A flood of awareness', () => {
  const movement = (clock: number) => encodeAwareness([{ clientId: 1, clock, state: '{"at":1}' }])

  it.each([
    ['movements', (client: TestClient, count: number) => client.send(movement(count))],
    ['questions who is here', (client: TestClient) => client.send(encodeQueryAwareness())],
  ])('by %s ends its connection as busy, and others go on', async (_what, flood) => {
    const server = await startGuarded({ presencePerSecond: 10 })
    const author = await join(server, { device: 'ana', address: honest })
    const client = await join(server, { device: 'mallory', address: flooder })
    for (let count = 1; count <= 200; count++) flood(client, count)
    expect(await client.closed).toEqual({ code: 1013, reason: 'busy' })
    expect(await author.store([addChapter('basics')])).toMatchObject({ status: 'stored' })
  })
})

describe('An author with much to do', () => {
  it('never meets a limit: an import, a hundred uploads, autosaves and reading beside them', async () => {
    const server = await startGuarded()
    const author = await join(server, { address: honest })
    const chapters = Array.from({ length: 1000 }, (_, index) => addChapter(`c${index}`))
    const { operationId } = author.save(chapters)
    await author.state(({ acks }) => acks[operationId]?.status === 'stored')
    for (let count = 0; count < 100; count++) {
      const created = await createUpload(server, `upload-${count}`)
      expect(created.status).toBe(201)
      await author.store([renameChapter(`c${count}`, `Chapter ${count}`)])
      expect((await get(server, honest, '/api/courses/course-1/operations?limit=1')).status).toBe(200)
    }
  })
})

function createUpload({ url }: TestServer, uploadId: string): Promise<Response> {
  const encoded = Object.entries(metadataOf({ uploadId })).map(([key, text]) => `${key} ${btoa(text)}`)
  const headers = {
    'x-forwarded-for': honest,
    'tus-resumable': '1.0.0',
    'upload-length': '1000',
    'upload-metadata': encoded.join(','),
  }
  return fetch(`${url}/files?device=ana`, { method: 'POST', headers })
}
