/** How much one address, one author and one connection may ask for. For 0 there is no limit. */
import { z } from 'zod'

/** One author's day of work, done by hundreds behind one address, stays far below the numbers for addresses. */
export const defaultLimits = {
  /** HTTP requests and new sockets of one address. */
  requestsPerMinute: 12_000,
  /** HTTP requests of one author who is signed in. */
  userRequestsPerMinute: 3000,
  /** Open sockets of one address. */
  connections: 1000,
  /** Refused attempts of one address to sign in, or to guess an invitation. */
  attemptsPerMinute: 20,
  /** Invitations that one author makes. */
  invitationsPerHour: 100,
  /** Courses that one author begins. */
  coursesPerDay: 500,
  /** Uploads that one author begins. */
  uploadsPerHour: 5000,
  /** Awareness frames of one socket; four times as many may come at once. */
  presencePerSecond: 100,
}

export type GuardLimits = Readonly<typeof defaultLimits>

export interface GuardOptions {
  /** Proxies in front that write X-Forwarded-For and X-Forwarded-Proto; 0: none is believed. */
  readonly trustedProxies: number
  readonly limits: GuardLimits
}

const names = {
  requestsPerMinute: 'LIMIT_REQUESTS_PER_MINUTE',
  userRequestsPerMinute: 'LIMIT_USER_REQUESTS_PER_MINUTE',
  connections: 'LIMIT_CONNECTIONS',
  attemptsPerMinute: 'LIMIT_ATTEMPTS_PER_MINUTE',
  invitationsPerHour: 'LIMIT_INVITATIONS_PER_HOUR',
  coursesPerDay: 'LIMIT_COURSES_PER_DAY',
  uploadsPerHour: 'LIMIT_UPLOADS_PER_HOUR',
  presencePerSecond: 'LIMIT_PRESENCE_PER_SECOND',
} as const satisfies Record<keyof GuardLimits, string>

const wholeNumber = z
  .string()
  .regex(/^\d{1,9}$/, 'is not a whole number')
  .transform(Number)
const proxies = wholeNumber.refine(count => count <= 10, 'is more proxies than can be')

type Env = Readonly<Record<string, string | undefined>>

/** @returns what the environment asks for, undefined where it says nothing, or one sentence that says what is wrong */
export function readGuardOptions(env: Env): GuardOptions | string | undefined {
  if (!['TRUST_PROXY', ...Object.values(names)].some(name => env[name])) return undefined
  const limits: { -readonly [Name in keyof GuardLimits]: number } = { ...defaultLimits }
  const trusted = readNumber(env, 'TRUST_PROXY', proxies)
  if (typeof trusted === 'string') return trusted
  for (const name of Object.keys(names) as (keyof GuardLimits)[]) {
    const limit = readNumber(env, names[name], wholeNumber)
    if (typeof limit === 'string') return limit
    if (limit !== undefined) limits[name] = limit
  }
  return { trustedProxies: trusted ?? 0, limits }
}

function readNumber(env: Env, name: string, schema: z.ZodType<number>): number | string | undefined {
  const value = env[name]
  if (value === undefined || value === '') return undefined
  const parsed = schema.safeParse(value)
  if (parsed.success) return parsed.data
  return `${name}: "${value}" ${parsed.error.issues[0]?.message}.`
}
