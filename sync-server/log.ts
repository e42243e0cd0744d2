/** Structured logs, one JSON line each (pino). No content of courses, no names: ids and codes. */
import { type DestinationStream, type Logger, pino } from 'pino'
import type { LecternError } from '../course/errors.ts'
import type { AccessLog } from './auth/access.ts'
import type { Refusal, RefusalsLog } from './auth/refusals.ts'
import type { RoomsLog } from './rooms.ts'
import type { SocketsLog } from './sockets.ts'
import type { UploadsLog } from './uploads/upload-keeper.ts'

export interface ServerLog extends RoomsLog, SocketsLog, UploadsLog, AccessLog, RefusalsLog {}

/** @param level `silent`, `error`, `warn`, `info` or `debug` @param destination standard output where it is not given */
export function createServerLog(level: string, destination?: DestinationStream): ServerLog {
  const options = { name: 'lectern', level }
  return new PinoServerLog(destination ? pino(options, destination) : pino(options))
}

class PinoServerLog implements ServerLog {
  readonly #logger: Logger

  constructor(logger: Logger) {
    this.#logger = logger
  }

  connected(courseId: string, userId: string): void {
    this.#logger.debug({ courseId, userId }, 'connected')
  }

  disconnected(courseId: string, code: number): void {
    this.#logger.debug({ courseId, code }, 'disconnected')
  }

  refused(courseId: string, error: LecternError): void {
    this.#logger.warn({ courseId, code: error.code, reason: error.message }, 'refused')
  }

  roomFailed(courseId: string, error: LecternError): void {
    this.#logger.error({ courseId, code: error.code, err: error }, 'room dropped')
  }

  compactionFailed(courseId: string, error: unknown): void {
    this.#logger.error({ courseId, err: error }, 'no snapshot written')
  }

  uploadsRemoved(uploadIds: readonly string[], reason: string): void {
    this.#logger.info({ uploadIds, reason }, 'uploads removed')
  }

  uploadMended(uploadId: string, how: string): void {
    this.#logger.warn({ uploadId, how }, 'upload mended')
  }

  signedIn(userId: string): void {
    this.#logger.info({ userId }, 'signed in')
  }

  signedOut(userId: string, where: 'here' | 'everywhere'): void {
    this.#logger.info({ userId, where }, 'signed out')
  }

  accountsNotWritten({ code }: LecternError): void {
    this.#logger.warn({ code }, 'AUTH_BLOCKED and AUTH_FIRST_OWNER could not be written, tried again in a minute')
  }

  requestRefused(refusal: Refusal, untold: number): void {
    this.#logger.warn({ ...refusal, ...(untold > 0 && { untold }) }, 'request refused')
  }

  bug(error: unknown): void {
    this.#logger.error({ err: error }, 'unexpected failure')
  }
}
