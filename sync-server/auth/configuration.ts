/** What the environment says of sign-in. Secrets come by the environment alone: a command line is readable by others. */
import { z } from 'zod'
import type { OriginRules } from '../origin.ts'
import { remoteKeys } from './system-token-keys.ts'
import { secretKeys } from './token-keys.ts'
import type { TokenRules } from './token-verifier.ts'

export interface SignInOptions {
  readonly keys: { readonly secret: string } | { readonly jwksUrl: string }
  readonly issuer?: string
  readonly audience?: string
  /** The identity provider's page, for the app to lead to. */
  readonly signInUrl?: string
  /** The subject who becomes the owner of courses that have none: those begun before there was sign-in. */
  readonly firstOwner?: string
  /** Subjects whose accounts have ended: their tokens are refused, and their sessions end as the server starts. */
  readonly blocked?: readonly string[]
}

export interface AuthOptions extends Omit<OriginRules, 'isOpen'> {
  readonly signIn?: SignInOptions
  /** Whoever brings it may read `/metrics`. */
  readonly metricsToken?: string
}

const shortestSecretBytes = 32
/** Instead of an audience: whatever the provider signs is good here. */
const anyAudience = '*'

const secret = z.string().refine(text => Buffer.byteLength(text) >= shortestSecretBytes, 'is shorter than 32 bytes')
const address = z.url({ protocol: /^https?$/, error: 'is not an http or https address' })
/** Whoever changes keys on their way signs in as anybody. */
const keysAddress = address.refine(
  url => /^https:|^http:\/\/(localhost|127\.0\.0\.1|\[::1\])[:/]/.test(url),
  'is not an https address',
)
const origin = address.refine(url => new URL(url).origin === url, 'is not an origin, as https://example.org')

const schemas = {
  AUTH_SECRET: secret,
  AUTH_JWKS_URL: keysAddress,
  AUTH_ISSUER: z.string(),
  AUTH_AUDIENCE: z.string(),
  AUTH_SIGN_IN_URL: address,
  AUTH_FIRST_OWNER: z.string(),
  PUBLIC_URL: address,
  METRICS_TOKEN: secret.regex(/^\S*$/, 'has spaces'),
} as const

type Env = Readonly<Record<string, string | undefined>>

/** @returns what is configured, or one sentence that says what is wrong; never a value, which may be a secret */
export function readAuthOptions(env: Env): AuthOptions | string {
  for (const [name, schema] of Object.entries(schemas)) {
    const parsed = schema.safeParse(env[name] || undefined)
    if (env[name] && !parsed.success) return `${name} ${parsed.error.issues[0]?.message}.`
  }
  const allowedOrigins = listOf(env['ALLOWED_ORIGINS'])
  if (!allowedOrigins.every(text => origin.safeParse(text).success)) {
    return 'ALLOWED_ORIGINS is not a list of origins, as https://example.org.'
  }
  const signIn = readSignIn(env)
  if (typeof signIn === 'string') return signIn
  const { PUBLIC_URL: publicUrl, METRICS_TOKEN: metricsToken } = env
  return {
    ...(metricsToken && { metricsToken }),
    ...(publicUrl && { publicUrl }),
    ...(allowedOrigins.length > 0 && { allowedOrigins }),
    ...(signIn && { signIn }),
  }
}

/** Separated by commas or spaces. */
function listOf(text = ''): readonly string[] {
  return text.split(/[\s,]+/).filter(part => part !== '')
}

function readSignIn(env: Env): SignInOptions | string | undefined {
  const { AUTH_SECRET, AUTH_JWKS_URL, AUTH_ISSUER, AUTH_AUDIENCE, AUTH_SIGN_IN_URL, AUTH_FIRST_OWNER } = env
  const blocked = listOf(env['AUTH_BLOCKED'])
  if (AUTH_SECRET && AUTH_JWKS_URL) return 'Either AUTH_SECRET or AUTH_JWKS_URL, not both.'
  if (!AUTH_SECRET && !AUTH_JWKS_URL) {
    const isAsked = AUTH_ISSUER || AUTH_AUDIENCE || AUTH_SIGN_IN_URL || AUTH_FIRST_OWNER || blocked.length > 0
    return isAsked ? 'AUTH_SECRET or AUTH_JWKS_URL is missing.' : undefined
  }
  if (AUTH_JWKS_URL && !AUTH_AUDIENCE) {
    return `AUTH_AUDIENCE is missing: say what the provider calls Lectern, or ${anyAudience} for tokens of all its programs.`
  }
  return {
    keys: AUTH_SECRET ? { secret: AUTH_SECRET } : { jwksUrl: AUTH_JWKS_URL ?? '' },
    ...(AUTH_ISSUER && { issuer: AUTH_ISSUER }),
    ...(AUTH_AUDIENCE && AUTH_AUDIENCE !== anyAudience && { audience: AUTH_AUDIENCE }),
    ...(AUTH_SIGN_IN_URL && { signInUrl: AUTH_SIGN_IN_URL }),
    ...(AUTH_FIRST_OWNER && { firstOwner: AUTH_FIRST_OWNER }),
    ...(blocked.length > 0 && { blocked }),
  }
}

export function tokenRulesOf({ keys, issuer, audience, blocked }: SignInOptions): TokenRules {
  return {
    keys: 'secret' in keys ? secretKeys(keys.secret) : remoteKeys(keys.jwksUrl),
    ...(issuer !== undefined && { issuer }),
    ...(audience !== undefined && { audience }),
    ...(blocked && { blocked: new Set(blocked) }),
  }
}
