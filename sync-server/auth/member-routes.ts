/** `/api/courses/:id/members`: who has which role. */
import type { Context, Hono } from 'hono'
import * as z from 'zod/mini'
import { LecternError } from '../../course/errors.ts'
import { isAtLeast, roles } from '../../course/role.ts'
import type { MemberChange } from '../../persistence/access-store.ts'
import { errorBody } from '../error-response.ts'
import type { Access } from './access.ts'
import { signedInOf } from './identity.ts'

const roleChangeSchema = z.strictObject({ role: z.enum(roles) })

export function addMembers(api: Hono, access: Access): void {
  api.get('/api/courses/:id/members', async c => {
    return c.json({ members: await access.store.listMembers(c.req.param('id')) })
  })
  api.put('/api/courses/:id/members/:userId', async c => {
    const asked = roleChangeSchema.safeParse(await c.req.json().catch(() => undefined))
    if (!asked.success) throw new LecternError('malformed', `a role is one of ${roles.join(', ')}`)
    const { id, userId } = c.req.param()
    return answerOf(c, await access.changeMember(id, userId, asked.data.role))
  })
  api.delete('/api/courses/:id/members/:userId', async c => {
    const { id, userId } = c.req.param()
    await assertMayRemove(access, { courseId: id, userId, by: signedInOf(c).userId })
    return answerOf(c, await access.changeMember(id, userId, undefined))
  })
}

/** Oneself, or as an owner. */
async function assertMayRemove(
  { store }: Access,
  { courseId, userId, by }: { readonly courseId: string; readonly userId: string; readonly by: string },
): Promise<void> {
  if (userId === by) return
  const standing = await store.standingOf(courseId, by)
  const isOwner = standing !== 'none' && standing !== 'free' && isAtLeast(standing, 'owner')
  if (!isOwner) throw new LecternError('not-allowed', 'only owners remove others')
}

function answerOf(c: Context, change: MemberChange): Response {
  switch (change) {
    case 'done':
      return c.json({})
    case 'unknown-member':
      return c.json(errorBody('unknown-member', 'no such member'), 404)
    case 'last-owner':
      return c.json(errorBody('last-owner', 'a course keeps an owner'), 409)
    default:
      return change satisfies never
  }
}
