/** What the log says of who comes in, and of who is refused. */
import { describe, expect, it } from 'vitest'
import { Refusals } from '../../../sync-server/auth/refusals.ts'
import { FakeClock } from '../fixtures/fake-clock.ts'
import { TestLog } from '../fixtures/test-server.ts'
import { openCourse, signIn, startAuthServer, tokenOf } from './fixtures/auth-server.ts'

describe('The log', () => {
  it('[R6] says who has signed in and out, and what was wrong with a token, which it does not say', async () => {
    const log = new TestLog()
    const server = await startAuthServer({ log })
    const ana = await signIn(server, 'ana')
    await ana.ask('DELETE', '/api/session')
    await (await signIn(server, 'ana')).ask('DELETE', '/api/sessions')
    const said = ['in user:ana', 'out user:ana here', 'in user:ana', 'out user:ana everywhere']
    expect(log.signIns).toEqual(said)
    const old = await tokenOf(server, { sub: 'ana', exp: 1 })
    await fetch(`${server.url}/api/session`, { method: 'POST', headers: { authorization: `Bearer ${old}` } })
    const reason = 'the token is not accepted (ERR_JWT_EXPIRED)'
    expect(log.refusedRequests).toEqual([
      { method: 'POST', address: '/api/session', status: 401, code: 'sign-in', reason },
    ])
    expect(JSON.stringify(log)).not.toContain(old)
  })

  it('[R6] says who was refused what in which course, also where the answer is that there is none', async () => {
    const log = new TestLog()
    const server = await startAuthServer({ log })
    const { vi, sam } = await openCourse(server)
    await vi.ask('DELETE', '/api/courses/course-1')
    await sam.ask('GET', '/api/courses/course-1')
    await sam.ask('GET', '/api/courses/course-2')
    await vi.ask('GET', '/api/courses/course-1/operations/nonsense')
    const byVi = { method: 'DELETE', status: 403, code: 'not-allowed', userId: 'user:vi' }
    const bySam = { method: 'GET', status: 404, code: 'unknown-course', userId: 'user:sam' }
    const course = { address: '/api/courses/:id', courseId: 'course-1' }
    expect(log.refusedRequests).toMatchObject([
      { ...course, ...byVi },
      { ...course, ...bySam },
    ])
  })

  it('[R6] says which sockets were refused, and has no part of an address that may be a secret', async () => {
    const log = new TestLog()
    const server = await startAuthServer({ log })
    const { sam } = await openCourse(server)
    expect((await sam.connect().closed).code).toBe(4403)
    const socket = { method: 'WS', address: '/sync/:id', status: 403, code: 'not-allowed', courseId: 'course-1' }
    expect(log.refusedRequests).toMatchObject([socket])
    const invitation = 'y'.repeat(43)
    await fetch(`${server.url}/api/invitations/${invitation}`)
    await fetch(`${server.url}/api/invitation/${invitation}`)
    expect(log.refusedRequests.slice(1)).toMatchObject([{ address: '/api/invitations/:token' }, { address: 'another' }])
    expect(JSON.stringify(log)).not.toContain(invitation)
  })

  it('[R6] has so many refusals a minute, and then how many it has not', () => {
    const told: number[] = []
    const clock = new FakeClock()
    const refusals = new Refusals({ requestRefused: (_, untold) => told.push(untold) }, clock)
    const flood = () => {
      for (let count = 0; count < 1000; count++) refusals.tell({ method: 'GET', address: 'another', status: 401 })
    }
    flood()
    expect(told).toHaveLength(120)
    clock.advance(60_000)
    flood()
    expect(told).toHaveLength(240)
    expect(told.filter(untold => untold > 0)).toEqual([880])
  })
})
