/** How much of a body the API reads. Uploads are bounded by what was announced, and read elsewhere. */
import type { Hono, MiddlewareHandler } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import { LecternError } from '../course/errors.ts'
import { limits } from '../course/limits.ts'
import { findRule } from './auth/route-rights.ts'

/** Base64 takes four thirds of the bytes; the rest is for names and ids. */
const maxSyncBodyBytes = Math.ceil((limits.updateBytes * 4) / 3) + 1024 * 1024
const maxBodyBytes = 32 * 1024

/**
 * To be called before any route that reads a body, and after what refuses without one: a route that nobody thought of
 * is bounded too. Beyond the bound: 413 `too-large`.
 */
export function addBodyLimits(api: Hono): void {
  const [ofSync, ofOthers] = [upTo(maxSyncBodyBytes), upTo(maxBodyBytes)]
  api.use('/api/*', (c, next) => {
    const isSync = findRule(c.req.method, c.req.path)?.path === '/api/courses/:id/sync'
    return isSync ? ofSync(c, next) : ofOthers(c, next)
  })
}

function upTo(maxSize: number): MiddlewareHandler {
  return bodyLimit({
    maxSize,
    onError: () => {
      throw new LecternError('too-large', 'the request is too large')
    },
  })
}
