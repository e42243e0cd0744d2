import { type WireErrorCode, wireErrorCodes } from '../../course/errors.ts'
import { closeCodes } from '../../course/wire/close-code.ts'

/** Why the server ended a connection; without a code, nobody said. */
export interface Closing {
  readonly code?: WireErrorCode
}

const meanings: Readonly<Record<number, WireErrorCode>> = {
  [closeCodes.malformed]: 'malformed',
  [closeCodes.signIn]: 'sign-in',
  [closeCodes.notAllowed]: 'not-allowed',
  [closeCodes.unknownCourse]: 'unknown-course',
  [closeCodes.otherEpoch]: 'other-epoch',
  [closeCodes.tooLarge]: 'too-large',
  [closeCodes.rejected]: 'split',
  [closeCodes.clientTooOld]: 'client-too-old',
}

/** @param reason a code that says more than the number, or, for another epoch, that epoch */
export function closingOf(closeCode: number | undefined, reason: string): Closing {
  const meaning = closeCode === undefined ? undefined : meanings[closeCode]
  if (!meaning) return {}
  const said = meaning === 'other-epoch' ? undefined : wireErrorCodes.find(code => code === reason)
  return { code: said ?? meaning }
}

/** What is to be done about a refusal. */
export function consequenceOf(code: WireErrorCode): 'come-back' | 'rebuild' | 'refused' {
  switch (code) {
    case 'sign-in':
    case 'not-allowed':
    case 'unknown-course':
    case 'course-deleted':
    case 'client-too-old':
      return 'refused'
    case 'busy':
    case 'store-unavailable':
    case 'store-full':
    case 'store-corrupt':
    case 'store-version':
      return 'come-back'
    default:
      return 'rebuild'
  }
}

/** Whether a refusal is about the one operation that was sent, and sending it again can only be refused again. */
export function isAboutOperation(code: WireErrorCode): boolean {
  const isAboutAll = code === 'split' || code === 'causal-gap' || code === 'other-epoch'
  return consequenceOf(code) === 'rebuild' && !isAboutAll
}
