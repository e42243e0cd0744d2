/** Before any route: the page that asks, who is asking, and whether they may [design 8]. */
import type { Context, Hono } from 'hono'
import { idSchema } from '../../course/command.ts'
import { LecternError } from '../../course/errors.ts'
import { isAtLeast } from '../../course/role.ts'
import type { Standing } from '../../persistence/access-store.ts'
import { errorBody } from '../error-response.ts'
import type { RequestHeaders } from '../origin.ts'
import type { Access } from './access.ts'
import type { Entrance } from './entrance.ts'
import { setIdentity } from './identity.ts'
import { noRole } from './no-role.ts'
import { findRule, isGuarded, type MatchedRule, type Need } from './route-rights.ts'

/** To be called before any route. */
export function addRightsCheck(api: Hono, { origins, access }: Entrance): void {
  api.use('*', async (c, next) => {
    const { method, path } = c.req
    const headers = headersOf(c)
    if (!origins.isOwnHost(headers)) throw new LecternError('not-allowed', 'this server has another name')
    if (!isGuarded(path)) return next()
    const isReading = method === 'GET' || method === 'HEAD'
    if (!origins.mayAsk(headers, isReading)) throw new LecternError('not-allowed', 'a page of another origin')
    const rule = findRule(method, path)
    if (access && rule?.need !== 'anyone') await assertMay(c, access, rule)
    if (!rule) return c.json(errorBody('not-found', 'no such address'), 404)
    return next()
  })
}

function headersOf({ req }: Context): RequestHeaders {
  return { origin: req.header('origin'), host: req.header('host'), 'sec-fetch-site': req.header('sec-fetch-site') }
}

/** @throws {LecternError} `sign-in`; `unknown-course` to who may not even see it; `not-allowed` */
async function assertMay(c: Context, access: Access, rule: MatchedRule | undefined): Promise<void> {
  const { req } = c
  const identity = await access.identify({ authorization: req.header('authorization'), cookie: req.header('cookie') })
  setIdentity(c, identity)
  if (rule?.courseId === undefined) return
  if (!idSchema.safeParse(rule.courseId).success) throw unknownCourse()
  assertStanding(await access.store.standingOf(rule.courseId, identity.userId), rule.need)
}

function assertStanding(standing: Standing, need: Need): void {
  switch (need) {
    case 'viewer':
    case 'editor':
    case 'owner':
      // To others a course is as if it were not there.
      if (standing === 'none') throw unknownCourse(noRole)
      if (standing === 'free') throw unknownCourse()
      if (!isAtLeast(standing, need)) throw notAllowed()
      return
    case 'viewer-or-begin':
    case 'editor-or-begin':
      if (standing === 'free') return
      if (standing === 'none') throw notAllowed()
      if (need === 'editor-or-begin' && standing === 'viewer') throw notAllowed()
      return
    case 'anyone':
    case 'signed-in':
    case 'by-itself':
      return
    default:
      need satisfies never
  }
}

function unknownCourse(cause?: string): LecternError {
  return new LecternError('unknown-course', 'no such course', { cause })
}

function notAllowed(): LecternError {
  return new LecternError('not-allowed', 'no right to do this here')
}
