/** What the server says of an operation, a request or itself: these go over the wire. */
export const wireErrorCodes = [
  // what a client sent
  'malformed',
  'out-of-schema',
  'too-large',
  'too-many-commands',
  'foreign-client',
  'clock-jump',
  'causal-gap',
  'operation-reused',
  'split',
  'client-too-old',
  'unknown-course',
  'unknown-operation',
  'course-deleted',
  'other-epoch',
  'sign-in',
  'not-allowed',
  'busy',
  // what its store said
  'store-unavailable',
  'store-full',
  'store-corrupt',
  'store-version',
] as const

export type WireErrorCode = (typeof wireErrorCodes)[number]

/** The closed set of codes. Expected outcomes are values; a code says what went wrong, sentences for people stand in the app. */
export const errorCodes = [
  ...wireErrorCodes,
  // what a browser's store said
  'mirror-replaced',
  // what an upload was
  'unknown-upload',
  'empty-file',
  'wrong-type',
  'wrong-hash',
  'wrong-checksum',
  'wrong-offset',
  // what an archive was
  'not-an-archive',
  'archive-too-large',
  'archive-too-new',
  'archive-unsafe',
  'archive-not-a-course',
] as const

export type ErrorCode = (typeof errorCodes)[number]

const retryableCodes: ReadonlySet<ErrorCode> = new Set(['busy', 'store-unavailable', 'store-full', 'causal-gap'])

/** The one error of this house. `retryable`: the same thing may succeed later, unchanged. */
export class LecternError extends Error {
  readonly code: ErrorCode
  readonly retryable: boolean

  constructor(code: ErrorCode, message: string, options?: { cause?: unknown }) {
    super(message, options)
    this.name = 'LecternError'
    this.code = code
    this.retryable = retryableCodes.has(code)
  }
}

export function isLecternError(error: unknown): error is LecternError {
  return error instanceof LecternError
}

/** For what a server refused. @throws what it was given, where that is of a device alone: a server that says it is wrong */
export function wireCodeOf(error: LecternError): WireErrorCode {
  const code = wireErrorCodes.find(known => known === error.code)
  if (!code) throw error
  return code
}
