/** Whom a token names, as it says itself: for the question whether that is who sits here. The server alone checks it. */
import * as z from 'zod/mini'
import type { SignedInUser } from './session-answer.ts'

/** Of what is shown: whoever made the token wrote it. */
const maxNameLength = 60

const claimsSchema = z.object({ sub: z.string().check(z.minLength(1)), name: z.catch(z.string(), '') })

/** Undefined: nothing that a server would take for a token. */
export function userOfToken(token: string): SignedInUser | undefined {
  try {
    const [, payload = ''] = token.split('.')
    const bytes = atob(payload.replaceAll('-', '+').replaceAll('_', '/'))
    const json = new TextDecoder().decode(Uint8Array.from(bytes, byte => byte.charCodeAt(0)))
    const { sub, name } = claimsSchema.parse(JSON.parse(json))
    return { id: `user:${sub}`, name: (name.trim() || sub).slice(0, maxNameLength) }
  } catch {
    return undefined
  }
}
