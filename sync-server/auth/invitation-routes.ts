/** Invitations by link: made by owners, shown once, taken by whoever has the link and signs in. */
import type { Context, Hono } from 'hono'
import * as z from 'zod/mini'
import { LecternError } from '../../course/errors.ts'
import { newId } from '../../course/id.ts'
import { errorBody } from '../error-response.ts'
import type { Seams } from '../seams.ts'
import type { Access } from './access.ts'
import { signedInOf } from './identity.ts'
import { hashOf, makeSecret } from './sessions.ts'

const invitationSchema = z.strictObject({
  role: z.enum(['editor', 'viewer']),
  expiresInDays: z._default(z.int().check(z.minimum(1), z.maximum(90)), 7),
  /** Otherwise it is good for one person. */
  isReusable: z._default(z.boolean(), false),
})
type AskedInvitation = z.infer<typeof invitationSchema>

const dayMs = 24 * 60 * 60_000

export function addInvitations(api: Hono, access: Access, seams: Seams): void {
  addCourseInvitations(api, access, seams)
  const now = () => seams.clock.now()
  api.get('/api/invitations/:token', async c => {
    const offer = await access.store.findInvitation(hashOf(c.req.param('token')), now())
    if (!offer) return unknownInvitation(c)
    const { courseId, title, role, expiresAt } = offer
    return c.json({ courseId, title, role, expiresAt })
  })
  api.post('/api/invitations/:token/acceptance', async c => {
    const { userId, name } = signedInOf(c)
    const by = { userId, name, at: now() }
    const accepted = await access.store.acceptInvitation(hashOf(c.req.param('token')), by)
    if (!accepted) return unknownInvitation(c)
    access.grants.changeRole(accepted.courseId, userId, accepted.role)
    return c.json(accepted)
  })
}

function addCourseInvitations(api: Hono, access: Access, seams: Seams): void {
  api.get('/api/courses/:id/invitations', async c => {
    return c.json({ invitations: await access.store.listInvitations(c.req.param('id'), seams.clock.now()) })
  })
  api.post('/api/courses/:id/invitations', async c => {
    const asked = invitationSchema.safeParse(await c.req.json().catch(() => undefined))
    if (!asked.success) throw new LecternError('malformed', 'role editor or viewer, expiresInDays 1 to 90, isReusable')
    const made = await makeInvitation(access, seams, {
      ...asked.data,
      courseId: c.req.param('id'),
      createdBy: signedInOf(c).userId,
    })
    return c.json(made, 201)
  })
  api.delete('/api/courses/:id/invitations/:invitationId', async c => {
    const { id, invitationId } = c.req.param()
    return (await access.store.revokeInvitation(id, invitationId)) ? c.json({}) : unknownInvitation(c)
  })
}

/** The token is nowhere else from now on. */
async function makeInvitation(
  { store }: Access,
  seams: Seams,
  asked: AskedInvitation & { readonly courseId: string; readonly createdBy: string },
) {
  const { expiresInDays, isReusable, role, courseId, createdBy } = asked
  const token = makeSecret(seams)
  const invitationId = newId(seams.randomBytes)
  const createdAt = seams.clock.now()
  const expiresAt = createdAt + expiresInDays * dayMs
  const tokenHash = hashOf(token)
  await store.createInvitation({ invitationId, courseId, tokenHash, role, createdBy, createdAt, expiresAt, isReusable })
  return { invitationId, token, role, expiresAt, isReusable }
}

function unknownInvitation(c: Context): Response {
  return c.json(errorBody('unknown-invitation', 'no such invitation: used, taken back, or expired'), 404)
}
