/** WebSocket close codes (RFC 6455, 7.4.2: 4000–4999 are private). 44xx is final for y-websocket 3.1, the rest come back. */
import type { ErrorCode } from '../errors.ts'

export const closeCodes = {
  malformed: 4400,
  signIn: 4401,
  notAllowed: 4403,
  unknownCourse: 4404,
  otherEpoch: 4409,
  tooLarge: 4413,
  rejected: 4422,
  clientTooOld: 4426,
  storeUnavailable: 4503,
  restarting: 1012,
  busy: 1013,
} as const

export type CloseCode = (typeof closeCodes)[keyof typeof closeCodes]

/** The code that a refusal closes a socket with; the reason is the error's code. */
export function closeCodeOf(code: ErrorCode): CloseCode {
  switch (code) {
    case 'malformed':
      return closeCodes.malformed
    case 'sign-in':
      return closeCodes.signIn
    case 'not-allowed':
      return closeCodes.notAllowed
    case 'unknown-course':
    case 'course-deleted':
      return closeCodes.unknownCourse
    case 'other-epoch':
      return closeCodes.otherEpoch
    case 'too-large':
      return closeCodes.tooLarge
    case 'client-too-old':
      return closeCodes.clientTooOld
    case 'store-unavailable':
    case 'store-full':
    case 'store-corrupt':
    case 'store-version':
      return closeCodes.storeUnavailable
    case 'busy':
      return closeCodes.busy
    default:
      return closeCodes.rejected
  }
}
