/** Every address, and everybody who asks there without the right to. */
import { describe, expect, it } from 'vitest'
import { isGuarded, type Need, routeRights } from '../../../sync-server/auth/route-rights.ts'
import { errorOf } from '../fixtures/http.ts'
import { openCourse, startAuthServer } from './fixtures/auth-server.ts'
import { listedRequests as cases } from './fixtures/listed-requests.ts'

/** Anybody's: what a load balancer asks, and the app's own files. */
const everybodys = ['/healthz', '/readyz', '/metrics', '*', '/*']
/** No route of its own: what is asked before one, and what answers where there is none. */
const catchAlls = ['/api/*', '/api/invitations/*']

/** What each need answers to who has no role in the course, and to who only may look. */
const answers: Readonly<Record<Need, { readonly stranger?: number; readonly viewer?: number }>> = {
  anyone: {},
  'signed-in': {},
  'by-itself': {},
  viewer: { stranger: 404 },
  editor: { stranger: 404, viewer: 403 },
  owner: { stranger: 404, viewer: 403 },
  'viewer-or-begin': { stranger: 403 },
  'editor-or-begin': { stranger: 403, viewer: 403 },
}

describe('Every address of the server', () => {
  it('[R2] is in the list that says what it asks for: a new one is refused to everybody until it is', async () => {
    const { routes } = await startAuthServer()
    const listed = new Set(routeRights.map(({ method, path }) => `${method} ${path}`))
    const unlisted = routes.filter(({ method, path }) => {
      if (everybodys.includes(path) || (catchAlls.includes(path) && method === 'ALL')) return false
      return !listed.has(`${method} ${path}`) && !listed.has(`* ${path}`)
    })
    expect(unlisted).toEqual([])
    expect(routes.filter(({ path }) => isGuarded(path)).length).toBeGreaterThan(20)
  })

  it('[R2] is refused to who has not signed in', async () => {
    const server = await startAuthServer()
    await openCourse(server)
    const asked = cases.filter(({ need }) => need !== 'anyone')
    for (const { method, path } of asked) {
      const response = await fetch(`${server.url}${path}`, { method })
      expect([method, path, response.status]).toEqual([method, path, 401])
      expect(response.headers.get('www-authenticate')).toBe('Bearer')
    }
    expect(asked.length).toBeGreaterThan(25)
    const unlisted = await fetch(`${server.url}/api/courses/course-1/unlisted`)
    expect(unlisted.status).toBe(401)
  })

  it('[R2] tells a stranger nothing of a course, and lets a viewer change nothing', async () => {
    const server = await startAuthServer()
    const { sam, vi, ana } = await openCourse(server)
    for (const { method, path, need } of cases) {
      const { stranger, viewer } = answers[need]
      const asked = [method, path]
      if (stranger !== undefined) expect([...asked, (await sam.ask(method, path)).status]).toEqual([...asked, stranger])
      if (viewer !== undefined) expect([...asked, (await vi.ask(method, path)).status]).toEqual([...asked, viewer])
    }
    expect((await ana.ask('GET', '/api/courses/course-1')).status).toBe(200)
    expect(await server.store.access.listMembers('course-1')).toHaveLength(3)
  })

  it('[R2] answers a stranger of another’s course as of one that does not exist', async () => {
    const server = await startAuthServer()
    const { sam } = await openCourse(server)
    for (const { method, path, need } of cases) {
      if (answers[need].stranger !== 404) continue
      const [others, missing] = await Promise.all([
        sam.ask(method, path),
        sam.ask(method, path.replace('course-1', 'course-2')),
      ])
      expect(await errorOf(others)).toEqual({ status: 404, code: 'unknown-course' })
      expect(missing.status).toBe(404)
      expect(await missing.json()).toEqual({ error: { code: 'unknown-course', message: 'no such course' } })
    }
  })

  it('[R2] is not had by writing it otherwise', async () => {
    const server = await startAuthServer()
    const { sam } = await openCourse(server)
    const otherwise = ['/api/courses/course-1%2f..', '/api//courses', '/API/courses/course-1', '/api/courses/course-1/']
    for (const path of [...otherwise, '/api/%63ourses/course-1', '/api/courses/course%2d1', '/sync/course-1']) {
      expect([path, (await fetch(`${server.url}${path}`)).status]).toEqual([path, 401])
      expect([path, (await sam.ask('GET', path)).status]).toEqual([path, 404])
    }
  })
})
