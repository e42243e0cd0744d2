/** What the command line and the environment say, read once at the start. Flags win over the environment. */
import path from 'node:path'
import { parseArgs } from 'node:util'
import { z } from 'zod'
import { type AuthOptions, readAuthOptions } from '../sync-server/auth/configuration.ts'
import { type GuardOptions, readGuardOptions } from '../sync-server/guarding/limits.ts'
import { readByteSize } from './byte-size.ts'

export interface ServerOptions {
  /** 0: any free port. */
  readonly port: number
  readonly host: string
  /** Absolute. */
  readonly dataDir: string
  /** Of one upload; the server's own limit without it. */
  readonly maxUploadBytes?: number
  /** From TRUST_PROXY and LIMIT_*: docs/security.md. */
  readonly guard?: GuardOptions
  /** From AUTH_*, PUBLIC_URL and ALLOWED_ORIGINS: sync-server/auth/README.md. */
  readonly auth?: AuthOptions
}

export type OptionsResult =
  | { readonly kind: 'options'; readonly options: ServerOptions }
  | { readonly kind: 'help'; readonly help: string }
  | { readonly kind: 'error'; readonly message: string }

const help = `Lectern, a course editor that says "saved" only when the server has durably stored the save.

Usage: npm start -- [flags]

  --port <number>   port for the app, the API and the sync (PORT, default 4400; 0: any free one)
  --host <name>     address to listen on (HOST, default 127.0.0.1)
  --data <folder>   where courses are kept (DATA_DIR, default ./data)
  --max-upload <size>
                    largest file taken as an upload, as 500MB or 2GB (MAX_UPLOAD, default 2GB)
  --help            this text

To listen beyond this machine people have to sign in: AUTH_SECRET (HS256) or AUTH_JWKS_URL, and PUBLIC_URL, the address
at which they open the app. Those and AUTH_ISSUER, AUTH_AUDIENCE, AUTH_SIGN_IN_URL, AUTH_BLOCKED and METRICS_TOKEN stand in
sync-server/auth/README.md.

Behind a proxy say TRUST_PROXY=1. TRUST_PROXY and the limits of requests (LIMIT_…) stand in docs/security.md.
`

const schema = z.object({
  port: z
    .string()
    .regex(/^\d{1,5}$/, 'is not a number')
    .transform(Number)
    .refine(port => port <= 65_535, 'is above 65535')
    .default(4400),
  host: z
    .string()
    .regex(/^[\w.:-]+$/, 'is not a host name or address')
    .default('127.0.0.1'),
  data: z
    .string()
    .default('./data')
    .transform(folder => path.resolve(folder)),
  maxUpload: z
    .string()
    .refine(size => readByteSize(size) !== undefined, 'is not a size such as 500MB or 2GB')
    .transform(readByteSize)
    .optional(),
})

const names = {
  port: '--port (or PORT)',
  host: '--host (or HOST)',
  data: '--data (or DATA_DIR)',
  maxUpload: '--max-upload (or MAX_UPLOAD)',
}

/**
 * @param argv the arguments after the script's name
 * @returns the options, or the help text, or one sentence that says what is wrong
 */
export function readOptions(argv: readonly string[], env: Readonly<Record<string, string | undefined>>): OptionsResult {
  const flags = readFlags(argv)
  if (typeof flags === 'string') return { kind: 'error', message: `${flags} See --help.` }
  if (flags.help) return { kind: 'help', help }
  const asked = {
    port: flags.port ?? present(env['PORT']),
    host: flags.host ?? present(env['HOST']),
    data: flags.data ?? present(env['DATA_DIR']),
    maxUpload: flags['max-upload'] ?? present(env['MAX_UPLOAD']),
  }
  const parsed = schema.safeParse(asked)
  if (!parsed.success) return { kind: 'error', message: sentenceOf(parsed.error.issues, asked) }
  const { port, host, data, maxUpload: maxUploadBytes } = parsed.data
  const limit = maxUploadBytes === undefined ? {} : { maxUploadBytes }
  const guard = readGuardOptions(env)
  if (typeof guard === 'string') return { kind: 'error', message: `${guard} See --help.` }
  const auth = readAuthOptions(env)
  if (typeof auth === 'string') return { kind: 'error', message: `${auth} See --help.` }
  const shared = { ...(guard && { guard }), ...(Object.keys(auth).length > 0 && { auth }) }
  return { kind: 'options', options: { port, host, dataDir: data, ...limit, ...shared } }
}

function readFlags(argv: readonly string[]) {
  try {
    const { values } = parseArgs({
      args: [...argv],
      options: {
        port: { type: 'string' },
        host: { type: 'string' },
        data: { type: 'string' },
        'max-upload': { type: 'string' },
        help: { type: 'boolean', short: 'h', default: false },
      },
    })
    return values
  } catch (error) {
    // node:util reports every mistake in the arguments as a TypeError with a sentence for people.
    if (error instanceof TypeError) return `${error.message.replace(/\.?$/, '.')}`
    throw error
  }
}

/** Process managers pass unset variables on as empty ones. */
function present(value: string | undefined): string | undefined {
  return value === '' ? undefined : value
}

function sentenceOf(issues: readonly z.core.$ZodIssue[], asked: Readonly<Record<string, string | undefined>>): string {
  const complaints = issues.map(issue => {
    const name = z.enum(['port', 'host', 'data', 'maxUpload']).parse(issue.path[0])
    return `${names[name]}: "${asked[name]}" ${issue.message}.`
  })
  return `${complaints.join(' ')} See --help.`
}
