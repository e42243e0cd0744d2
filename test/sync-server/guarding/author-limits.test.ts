/** What one author who is signed in may begin, beside others. */
import { Hono } from 'hono'
import { describe, expect, it } from 'vitest'
import { Guard } from '../../../sync-server/guarding/guard.ts'
import { defaultLimits, type GuardLimits } from '../../../sync-server/guarding/limits.ts'
import { FakeClock } from '../fixtures/fake-clock.ts'

/** A server where a header says who is signed in, as authentication will have found out by then. */
function startApi(limits: Partial<GuardLimits>) {
  const guard = new Guard(new FakeClock(), { trustedProxies: 0, limits: { ...defaultLimits, ...limits } })
  const api = new Hono()
  guard.addForUsers(api, c => c.req.header('user'))
  api.all('*', c => c.text('done'))
  const ask = async (user: string | undefined, method: string, path: string) => {
    const { status } = await api.request(path, { method, headers: user === undefined ? {} : { user } })
    return status
  }
  return { guard, ask }
}

describe('One author', () => {
  it('may ask so often in a minute, whoever else asks, and visitors are not counted as one', async () => {
    const { ask } = startApi({ userRequestsPerMinute: 2 })
    const statuses = []
    for (const user of ['ana', 'ana', 'ana', 'bo', undefined, undefined, undefined]) {
      statuses.push(await ask(user, 'GET', '/api/courses'))
    }
    expect(statuses).toEqual([200, 200, 429, 200, 200, 200, 200])
  })

  it.each([
    ['invitations', { invitationsPerHour: 1 }, '/api/courses/wood/invitations'],
    ['uploads', { uploadsPerHour: 1 }, '/files'],
  ])('may begin so many %s in an hour, and go on with everything else', async (_what, limits, path) => {
    const { ask } = startApi(limits)
    expect(await ask('ana', 'POST', path)).toBe(200)
    expect(await ask('ana', 'POST', path)).toBe(429)
    expect(await ask('bo', 'POST', path)).toBe(200)
    expect(await ask('ana', 'PATCH', '/files/upload-1')).toBe(200)
    expect(await ask('ana', 'GET', '/api/courses')).toBe(200)
  })

  it('may begin so many courses in a day', async () => {
    const { guard } = startApi({ coursesPerDay: 2 })
    const begun = [await guard.takeCourse('ana'), await guard.takeCourse('ana'), await guard.takeCourse('ana')]
    expect([...begun, await guard.takeCourse('bo')]).toEqual([true, true, false, true])
  })
})
