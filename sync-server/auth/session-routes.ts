/** `/api/session`: a token becomes a session, who is signed in, and the end of it. */
import type { Context, Hono } from 'hono'
import * as z from 'zod/mini'
import { isLecternError, LecternError } from '../../course/errors.ts'
import { errorBody } from '../error-response.ts'
import type { Access, Credentials } from './access.ts'
import { type Identity, signedInOf } from './identity.ts'

const tokenSchema = z.object({ token: z.string().check(z.minLength(1)) })
/** A browser keeps what it has played (W3C Clear Site Data). What the app keeps for its author stays. */
const forgetMedia = ['Clear-Site-Data', '"cache"'] as const

export function addSessions(api: Hono, access: Access): void {
  api.get('/api/session', c => c.json(sessionOf(signedInOf(c))))
  api.post('/api/session', async c => {
    const { cookie, identity } = await access.signIn(await tokenOf(c), credentialsOf(c))
    c.header('Set-Cookie', cookie)
    return c.json(sessionOf(identity), 201)
  })
  api.delete('/api/session', async c => {
    c.header('Set-Cookie', await access.signOut(credentialsOf(c)))
    c.header(...forgetMedia)
    return c.json({})
  })
  api.delete('/api/sessions', async c => {
    c.header('Set-Cookie', await access.signOutEverywhere(signedInOf(c)))
    c.header(...forgetMedia)
    return c.json({})
  })
}

/** Where nobody signs in, the app asks once, and is told. */
export function addOpenSession(api: Hono): void {
  api.get('/api/session', c => c.json({ user: null }))
}

/** RFC 9110, 11.6.1 asks for the challenge. `signInUrl`: where the app leads to. */
export function signInAnswer(c: Context, { message }: LecternError, signInUrl: string | undefined): Response {
  c.header('WWW-Authenticate', 'Bearer')
  return c.json({ ...errorBody('sign-in', message), ...(signInUrl !== undefined && { signInUrl }) }, 401)
}

export function isSignInError(error: unknown): error is LecternError {
  return isLecternError(error) && error.code === 'sign-in'
}

function sessionOf({ userId, name, expiresAt }: Identity) {
  return { user: { id: userId, name }, expiresAt }
}

/** In the header, or as `{token}` in a body of JSON, which no form of another page can send. */
async function tokenOf(c: Context): Promise<string> {
  const bearer = /^Bearer +(\S+) *$/i.exec(c.req.header('authorization') ?? '')?.[1]
  if (bearer !== undefined) return bearer
  const isJson = /^application\/json\b/i.test(c.req.header('content-type') ?? '')
  const body = tokenSchema.safeParse(isJson ? await c.req.json().catch(() => undefined) : undefined)
  if (!body.success) throw new LecternError('malformed', 'a token, as Authorization: Bearer or as {token} in JSON')
  return body.data.token
}

function credentialsOf(c: Context): Credentials {
  return { cookie: c.req.header('cookie') }
}
