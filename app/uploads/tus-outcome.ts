/** What an answer of the tus server means for an upload. Pure. */
import { errorBodySchema } from '../../course/wire/http.ts'
import type { SendOutcome } from './byte-sender.ts'
import type { UploadFailureCode } from './upload-state.ts'

export interface TusAnswer {
  readonly status: number
  readonly body: string
}

/** `unknown`: it is to be announced. `elsewhere`: other bytes are stored than was thought; ask again where to go on. */
export type TusOutcome = SendOutcome | { readonly kind: 'unknown' } | { readonly kind: 'elsewhere' }

const refusals: ReadonlyMap<string, UploadFailureCode> = new Map([
  ['too-large', 'too-large'],
  ['wrong-type', 'wrong-type'],
  ['wrong-hash', 'wrong-hash'],
  ['empty-file', 'empty-file'],
  ['not-allowed', 'not-allowed'],
  ['course-deleted', 'course-deleted'],
])

/** @param answer of a request that did not succeed; undefined: there was none */
export function tusOutcomeOf(answer: TusAnswer | undefined): TusOutcome {
  // A portal's page says 200 and nothing that tus says.
  if (!answer || answer.status < 400) return { kind: 'later', reason: 'unreachable' }
  const code = refusals.get(codeIn(answer.body))
  if (code) return { kind: 'refused', code }
  return outcomeOfStatus(answer.status)
}

/** For an answer to HEAD, which has no body, and for other servers. */
function outcomeOfStatus(status: number): TusOutcome {
  switch (status) {
    case 401:
      return { kind: 'later', reason: 'signed-out' }
    case 403:
      return { kind: 'refused', code: 'not-allowed' }
    case 404:
    case 410:
      return { kind: 'unknown' }
    case 409:
    case 423:
    case 460:
      return { kind: 'elsewhere' }
    case 413:
      return { kind: 'refused', code: 'too-large' }
    case 415:
      return { kind: 'refused', code: 'wrong-type' }
    case 507:
      return { kind: 'later', reason: 'server-full' }
    case 408:
    case 425:
    case 429:
      return { kind: 'later', reason: 'busy' }
    default:
      return status >= 500 ? { kind: 'later', reason: 'busy' } : { kind: 'refused', code: 'refused' }
  }
}

function codeIn(body: string): string {
  try {
    const parsed = errorBodySchema.safeParse(JSON.parse(body))
    return parsed.success ? parsed.data.error.code : ''
  } catch {
    // Another server's words.
    return ''
  }
}
