/** SQLite's errors in our codes, and how an error travels between threads. */
import { type ErrorCode, isLecternError, LecternError } from '../../course/errors.ts'

const busy = 5
/** IOERR_SHMSIZE: no room to make the index of the log, which the first connection does. */
const shmSize = 4874

/** Result codes (sqlite.org/rescode.html), extended ones before their primary. What is not here is a bug and keeps its stack. */
const codes: Readonly<Record<number, ErrorCode>> = {
  [busy]: 'store-unavailable',
  8: 'store-unavailable', // READONLY
  10: 'store-unavailable', // IOERR
  11: 'store-corrupt', // CORRUPT
  13: 'store-full', // FULL
  14: 'store-unavailable', // CANTOPEN
  26: 'store-corrupt', // NOTADB
  [shmSize]: 'store-full',
}

/** After one of these a connection is not to be trusted: what a failed fsync left unwritten, a second one does not report. */
const breaking: ReadonlySet<number> = new Set([10, 11, 14, 26])

/** A recognised error as a LecternError, any other unchanged. */
export function translateError(error: unknown): unknown {
  const result = resultOf(error)
  const code = result === undefined ? undefined : (codes[result] ?? codes[primaryOf(result)])
  if (!code) return error
  return new LecternError(code, messageOf(error), { cause: error })
}

/** SQLite's own, but for the one that calls a full disk an I/O error. */
function messageOf(error: unknown): string {
  if (resultOf(error) === shmSize) return 'no room for the index of the log'
  return error instanceof Error ? error.message : String(error)
}

export function breaksConnection(error: unknown): boolean {
  const result = resultOf(error)
  return result !== undefined && breaking.has(primaryOf(result))
}

/** Another program holds what was asked for. */
export function isBusy(error: unknown): boolean {
  const result = resultOf(error)
  return result !== undefined && primaryOf(result) === busy
}

function resultOf(error: unknown): number | undefined {
  if (!(error instanceof Error && 'errcode' in error && typeof error.errcode === 'number')) return undefined
  return error.errcode
}

function primaryOf(result: number): number {
  return result & 0xff
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
