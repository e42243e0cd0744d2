/** What the command line and the environment say, read once at the start. Flags win over the environment. */
import path from 'node:path'
import { parseArgs } from 'node:util'
import { z } from 'zod'

export interface ServerOptions {
  /** 0: any free port. */
  readonly port: number
  readonly host: string
  /** Absolute. */
  readonly dataDir: string
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
  --help            this text
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
})

const names = { port: '--port (or PORT)', host: '--host (or HOST)', data: '--data (or DATA_DIR)' }

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
  }
  const parsed = schema.safeParse(asked)
  if (!parsed.success) return { kind: 'error', message: sentenceOf(parsed.error.issues, asked) }
  const { port, host, data } = parsed.data
  return { kind: 'options', options: { port, host, dataDir: data } }
}

function readFlags(argv: readonly string[]) {
  try {
    const { values } = parseArgs({
      args: [...argv],
      options: {
        port: { type: 'string' },
        host: { type: 'string' },
        data: { type: 'string' },
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
    const name = z.enum(['port', 'host', 'data']).parse(issue.path[0])
    return `${names[name]}: "${asked[name]}" ${issue.message}.`
  })
  return `${complaints.join(' ')} See --help.`
}
