/** SQLite's errors in our codes, and how an error travels between threads. */
import { type ErrorCode, isLecternError, LecternError } from '../../course/errors.ts'

/** Primary result codes (sqlite.org/rescode.html). What is not here is a bug and keeps its stack. */
const codes: Readonly<Record<number, ErrorCode>> = {
  5: 'store-unavailable', // BUSY
  8: 'store-unavailable', // READONLY
  10: 'store-unavailable', // IOERR
  11: 'store-corrupt', // CORRUPT
  13: 'store-full', // FULL
  14: 'store-unavailable', // CANTOPEN
  26: 'store-corrupt', // NOTADB
}

/** After one of these a connection is not to be trusted: what a failed fsync left unwritten, a second one does not report. */
const breaking: ReadonlySet<number> = new Set([10, 11, 14, 26])

/** A recognised error as a LecternError, any other unchanged. */
export function translateError(error: unknown): unknown {
  const result = primaryResultOf(error)
  const code = result === undefined ? undefined : codes[result]
  if (!code) return error
  return new LecternError(code, error instanceof Error ? error.message : String(error), { cause: error })
}

export function breaksConnection(error: unknown): boolean {
  const result = primaryResultOf(error)
  return result !== undefined && breaking.has(result)
}

function primaryResultOf(error: unknown): number | undefined {
  if (!(error instanceof Error && 'errcode' in error && typeof error.errcode === 'number')) return undefined
  return error.errcode & 0xff
}

/** Structured clone loses a code and a class: this is what is sent instead. */
export interface SentError {
  readonly code?: ErrorCode
  readonly message: string
  readonly stack?: string
}

export function sendableError(thrown: unknown): SentError {
  const error = translateError(thrown)
  if (!(error instanceof Error)) return { message: String(error) }
  return {
    message: error.message,
    ...(isLecternError(error) && { code: error.code }),
    ...(error.stack !== undefined && { stack: error.stack }),
  }
}

export function receivedError({ code, message, stack }: SentError): Error {
  const error = code ? new LecternError(code, message) : new Error(message)
  if (stack !== undefined) error.stack = stack
  return error
}
