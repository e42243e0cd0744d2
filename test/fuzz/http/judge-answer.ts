/** What an answer must be, whatever was asked [design 5.3]. */
import { errorBodySchema } from '../../../course/wire/http.ts'
import type { Answer, Asked } from './ask.ts'

/** A line of a stack, a file of ours, the name of an error class, the secret that lies beside the app. */
const tells = [/\n\s+at /, /\.ts:\d/, /node_modules/, /(Type|Range|Syntax|Zod)Error/, /SECRET/]

/** Answered before any route of ours: by Node's HTTP parser. */
const ofTheParser = new Set([400, 408, 413, 417, 431])

/** @returns what is wrong with it, or undefined */
export function faultOf({ method, path }: Asked, { status, type, text }: Answer): string | undefined {
  // What needs an extension of tus that the server does not say it has.
  const isNotOffered = status === 501 && path.startsWith('/files')
  if (status >= 500 && status !== 503 && status !== 507 && !isNotOffered) return `status ${status}`
  const told = tells.find(pattern => pattern.test(text))
  if (told) return `the body tells ${told}`
  if (status < 400 || method === 'HEAD' || text === '') {
    return status >= 400 && method !== 'HEAD' && !ofTheParser.has(status) ? `${status} without a body` : undefined
  }
  if (!type.startsWith('application/json')) return `${status} of type ${type}`
  return errorBodySchema.safeParse(parsed(text)).success
    ? undefined
    : `${status} of another shape: ${text.slice(0, 200)}`
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
