/** Who a request comes from: who is signed in. Without authentication, its device, or one shared `anonymous` [design 8]. */
import type { Context } from 'hono'
import { idSchema } from '../course/command.ts'
import { LecternError } from '../course/errors.ts'
import { wireVersion } from '../course/wire/frame.ts'
import { identityOf } from './auth/identity.ts'

export interface SyncParameters {
  readonly courseId: string
  readonly device: string | undefined
  readonly userId: string
  /** The client speaks our wire beyond y-websocket's, and can be told a close code. */
  readonly isOurs: boolean
  readonly epoch: string | undefined
  readonly revision: number
}

export function userIdOf(device: string | undefined): string {
  return device === undefined ? 'anonymous' : `device:${device}`
}

/** @throws {LecternError} `unknown-course`: not a course id · `malformed`: not a device · `client-too-old` */
export function readSyncParameters(courseId: string, query: URLSearchParams): SyncParameters {
  if (!idSchema.safeParse(courseId).success) throw new LecternError('unknown-course', 'not a course id')
  const device = query.get('device') ?? undefined
  if (device !== undefined && !idSchema.safeParse(device).success) throw new LecternError('malformed', 'not a device')
  const version = query.get('v')
  if (version !== null && !(Number(version) >= wireVersion)) {
    throw new LecternError('client-too-old', `this server speaks version ${wireVersion}`)
  }
  const revision = Number(query.get('revision') ?? 0)
  return {
    courseId,
    device,
    userId: userIdOf(device),
    isOurs: version !== null,
    epoch: query.get('epoch') || undefined,
    revision: Number.isSafeInteger(revision) && revision > 0 ? revision : 0,
  }
}

/** Of a route with the course in `:id`. @throws {LecternError} as `readSyncParameters` */
export function readCourseParameters(c: Context): SyncParameters {
  const parameters = readSyncParameters(c.req.param('id') ?? '', new URL(c.req.url).searchParams)
  return { ...parameters, userId: identityOf(c)?.userId ?? parameters.userId }
}
