/** Who somebody is who has signed in. */
import type { Context } from 'hono'

export interface Identity {
  /** `user:` and the subject that the identity provider names: what the ledger says of who saved. */
  readonly userId: string
  /** What the person is called, for wording. */
  readonly name: string
  /** ms since 1970: until then the session, or the token, is good. */
  readonly expiresAt: number
  /** Of the session that the request's cookie names; a program that brings its token with each request has none. */
  readonly sessionHash?: string
}

const key = 'identity'

export function setIdentity(c: Context, identity: Identity): void {
  c.set(key, identity)
}

/** Undefined where nobody signs in, and on routes that are open to anyone. */
export function identityOf(c: Context): Identity | undefined {
  return c.get(key)
}

/** For routes that nobody reaches without having signed in. */
export function signedInOf(c: Context): Identity {
  const identity = identityOf(c)
  if (!identity) throw new Error('a route for who is signed in was reached by nobody')
  return identity
}
