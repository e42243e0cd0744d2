/** Links that make members, and what owners do with members. */
import { describe, expect, it } from 'vitest'
import { errorOf } from '../fixtures/http.ts'
import { openCourse, type Person, startAuthServer } from './fixtures/auth-server.ts'

const path = '/api/courses/course-1/invitations'
const day = 24 * 60 * 60_000

interface Made {
  readonly invitationId: string
  readonly token: string
}

async function invite(owner: Person, asked: object): Promise<Made> {
  const response = await owner.ask('POST', path, asked)
  expect(response.status).toBe(201)
  return (await response.json()) as Made
}

function accept(person: Person, { token }: Made): Promise<Response> {
  return person.ask('POST', `/api/invitations/${token}/acceptance`)
}

describe('An invitation', () => {
  it('[R3] says what it offers, makes a member of who takes it, and is gone then', async () => {
    const server = await startAuthServer()
    const { ana, sam, vi } = await openCourse(server)
    const made = await invite(ana, { role: 'editor' })
    const offer = await (await sam.ask('GET', `/api/invitations/${made.token}`)).json()
    const expiresAt = server.clock.now() + 7 * day
    expect(offer).toEqual({ courseId: 'course-1', title: '', role: 'editor', expiresAt })
    expect(await (await accept(sam, made)).json()).toEqual({ courseId: 'course-1', role: 'editor' })
    await (await sam.join()).sync()
    expect(await errorOf(await accept(vi, made))).toEqual({ status: 404, code: 'unknown-invitation' })
    expect((await sam.ask('GET', `/api/invitations/${made.token}`)).status).toBe(404)
  })

  it('[R3] shows its token once, and the store has none of it', async () => {
    const server = await startAuthServer()
    const { ana } = await openCourse(server)
    const { token, invitationId } = await invite(ana, { role: 'viewer', expiresInDays: 90, isReusable: true })
    const listed = await (await ana.ask('GET', path)).json()
    expect(listed).toEqual({
      invitations: [
        {
          ...{ invitationId, courseId: 'course-1', role: 'viewer', isReusable: true, createdBy: 'user:ana' },
          ...{ createdAt: server.clock.now(), expiresAt: server.clock.now() + 90 * day },
        },
      ],
    })
    expect(token).toMatch(/^[\w-]{43}$/)
    expect(JSON.stringify(listed)).not.toContain(token)
  })

  it('[R3] raises the rights of a socket that is open', async () => {
    const server = await startAuthServer()
    const { ana, vi } = await openCourse(server)
    const viewer = await vi.join()
    await accept(vi, await invite(ana, { role: 'editor' }))
    const stored = await viewer.store([{ type: 'edit-course', title: 'Wood', was: {} }])
    expect(stored).toMatchObject({ status: 'stored' })
  })

  it('[R3] is nothing any more once it is revoked or has expired', async () => {
    const server = await startAuthServer()
    const { ana, sam } = await openCourse(server)
    const revoked = await invite(ana, { role: 'editor' })
    expect((await ana.ask('DELETE', `${path}/${revoked.invitationId}`)).status).toBe(200)
    expect((await ana.ask('DELETE', `${path}/${revoked.invitationId}`)).status).toBe(404)
    const expired = await invite(ana, { role: 'editor', expiresInDays: 1 })
    server.clock.advance(day)
    for (const made of [revoked, expired]) {
      expect(await errorOf(await accept(sam, made))).toEqual({ status: 404, code: 'unknown-invitation' })
    }
    expect(await (await ana.ask('GET', path)).json()).toEqual({ invitations: [] })
  })

  it('[R3] makes no owner, and is asked for in the shape that is documented', async () => {
    const server = await startAuthServer()
    const { ana } = await openCourse(server)
    const wrong = [{ role: 'owner' }, { role: 'editor', expiresInDays: 0 }, { role: 'editor', more: 1 }, {}, 'editor']
    for (const asked of wrong) {
      expect(await errorOf(await ana.ask('POST', path, asked))).toEqual({ status: 400, code: 'malformed' })
    }
  })
})

describe('The members of a course', () => {
  const member = (name: string) => `/api/courses/course-1/members/user%3A${name}`

  it('[R3] leave it when they like, but its last owner stays', async () => {
    const server = await startAuthServer()
    const { ana, ed, vi } = await openCourse(server)
    expect((await vi.ask('DELETE', member('vi'))).status).toBe(200)
    expect(await errorOf(await ana.ask('DELETE', member('ana')))).toEqual({ status: 409, code: 'last-owner' })
    const lower = await ana.ask('PUT', member('ana'), { role: 'viewer' })
    expect(await errorOf(lower)).toEqual({ status: 409, code: 'last-owner' })
    expect((await ana.ask('PUT', member('ed'), { role: 'owner' })).status).toBe(200)
    expect((await ana.ask('DELETE', member('ana'))).status).toBe(200)
    expect((await ed.ask('DELETE', '/api/courses/course-1')).status).toBe(200)
  })

  it('[R3] are removed and changed by owners alone', async () => {
    const server = await startAuthServer()
    const { ana, ed, vi } = await openCourse(server)
    for (const person of [ed, vi]) {
      const removal = await person.ask('DELETE', member(person === ed ? 'vi' : 'ed'))
      expect(await errorOf(removal)).toEqual({ status: 403, code: 'not-allowed' })
      const raise = await person.ask('PUT', member(person === ed ? 'ed' : 'vi'), { role: 'owner' })
      expect(await errorOf(raise)).toEqual({ status: 403, code: 'not-allowed' })
    }
    const nobody = await ana.ask('PUT', member('nobody'), { role: 'viewer' })
    expect(await errorOf(nobody)).toEqual({ status: 404, code: 'unknown-member' })
    const unheard = await ana.ask('PUT', member('ed'), { role: 'king' })
    expect(await errorOf(unheard)).toEqual({ status: 400, code: 'malformed' })
  })
})
