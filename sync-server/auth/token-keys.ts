/** The keys that tokens are checked with. Each kind of key goes with algorithms of its own kind alone. */
import type { JWTVerifyGetKey } from 'jose'

export type TokenKeys =
  | { readonly kind: 'secret'; readonly algorithms: readonly ['HS256']; readonly secret: Uint8Array }
  | { readonly kind: 'public'; readonly algorithms: readonly string[]; readonly find: JWTVerifyGetKey }

export function secretKeys(secret: string): TokenKeys {
  return { kind: 'secret', algorithms: ['HS256'], secret: new TextEncoder().encode(secret) }
}

export function publicKeys(find: JWTVerifyGetKey): TokenKeys {
  return { kind: 'public', algorithms: ['RS256', 'ES256', 'EdDSA'], find }
}
