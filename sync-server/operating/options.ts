/** The command line of `lectern`, read once. */
import { resolve } from 'node:path'
import { parseArgs } from 'node:util'

export const help = `Looks after a data folder of Lectern.

Usage: npm run lectern -- COMMAND [flags]

  backup  --data DIR --to NEW      copies everything into a new folder and verifies it; the server may run
  restore --from BACKUP --data DIR makes an empty folder what the backup holds; clients send again what it lacks
  doctor  --data DIR               looks whether everything is as it should be; the server may run
          --deep                   reads every byte of the uploads too
          --fix                    mends what can be mended without guessing; the server must be stopped

  --data DIR   the data folder (default: DATA_DIR, or ./data)
  --json       says the result as JSON
  --help       this text

Ends with 0: all is well. 1: something is wrong, a line for each. 2: nothing could be done, and why.
`

export type Call =
  | { readonly command: 'backup'; readonly to: string; readonly dataDir: string; readonly isJson: boolean }
  | { readonly command: 'restore'; readonly from: string; readonly dataDir: string; readonly isJson: boolean }
  | {
      readonly command: 'doctor'
      readonly dataDir: string
      readonly isDeep: boolean
      readonly isMending: boolean
      readonly isJson: boolean
    }
  | { readonly command: 'help' }
  | { readonly command: 'wrong'; readonly message: string }

const options = {
  data: { type: 'string' },
  to: { type: 'string' },
  from: { type: 'string' },
  deep: { type: 'boolean', default: false },
  fix: { type: 'boolean', default: false },
  json: { type: 'boolean', default: false },
  help: { type: 'boolean', short: 'h', default: false },
} as const

/** @param argv the arguments after the script's name */
export function readCall(argv: readonly string[], env: Readonly<Record<string, string | undefined>>): Call {
  const parsed = parse(argv)
  if (typeof parsed === 'string') return { command: 'wrong', message: parsed }
  const { values, positionals } = parsed
  if (values.help) return { command: 'help' }
  const [command, ...more] = positionals
  if (more.length > 0) return { command: 'wrong', message: `"${more[0]}" is not expected.` }
  // Process managers pass unset variables on as empty ones.
  const dataDir = resolve(values.data || env['DATA_DIR'] || './data')
  const { to, from, deep: isDeep, fix: isMending, json: isJson } = values
  switch (command) {
    case 'backup':
      return to ? { command, to: resolve(to), dataDir, isJson } : { command: 'wrong', message: '--to is needed.' }
    case 'restore':
      return from
        ? { command, from: resolve(from), dataDir, isJson }
        : { command: 'wrong', message: '--from is needed.' }
    case 'doctor':
      return { command, dataDir, isDeep, isMending, isJson }
    default:
      return { command: 'wrong', message: command ? `There is no command "${command}".` : 'A command is needed.' }
  }
}

function parse(argv: readonly string[]) {
  try {
    return parseArgs({ args: [...argv], options, allowPositionals: true })
  } catch (error) {
    // node:util reports every mistake in the arguments as a TypeError with a sentence for people.
    if (error instanceof TypeError) return `${error.message.replace(/\.?$/, '.')}`
    throw error
  }
}
