/** The identity provider's public keys (RFC 7517), fetched from its address. */
import { createRemoteJWKSet } from 'jose'
import { publicKeys, type TokenKeys } from './token-keys.ts'

/** Kept for ten minutes; an unknown key makes it ask again, at most twice a minute. */
export function remoteKeys(url: string): TokenKeys {
  const times = { cooldownDuration: 30_000, cacheMaxAge: 10 * 60_000, timeoutDuration: 5000 }
  return publicKeys(createRemoteJWKSet(new URL(url), times))
}
