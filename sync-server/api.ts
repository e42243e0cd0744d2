/** The HTTP API [design 5.3]: thin routes over the store and the rooms. Every error is `{error: {code, message}}`. */
import { type Context, Hono } from 'hono'
import { HTTPException } from 'hono/http-exception'
import * as z from 'zod/mini'
import { idSchema } from '../course/command.ts'
import { isLecternError, LecternError } from '../course/errors.ts'
import { operationIdSchema } from '../course/operation.ts'
import { closeCodes } from '../course/wire/close-code.ts'
import { syncRequestSchema } from '../course/wire/http.ts'
import type { CourseStore } from '../persistence/course-store.ts'
import type { StoredOperation } from '../persistence/ledger.ts'
import { ackOf } from './ack.ts'
import { addRightsCheck } from './auth/check-rights.ts'
import type { Entrance } from './auth/entrance.ts'
import { identityOf, signedInOf } from './auth/identity.ts'
import { addInvitations } from './auth/invitation-routes.ts'
import { addMembers } from './auth/member-routes.ts'
import type { Refusals } from './auth/refusals.ts'
import { addOpenSession, addSessions, isSignInError, signInAnswer } from './auth/session-routes.ts'
import { addBodyLimits } from './body-limit.ts'
import { errorBody, statusOf } from './error-response.ts'
import type { Guard } from './guarding/guard.ts'
import type { MetricsGate } from './guarding/metrics-gate.ts'
import { syncOverHttp } from './http-sync.ts'
import type { Metrics } from './metrics.ts'
import { readCourseParameters } from './request-identity.ts'
import type { Rooms } from './rooms.ts'
import type { Clock, Seams } from './seams.ts'
import { addUploads } from './uploads/upload-routes.ts'
import { addVersions } from './versions.ts'

export interface ApiContext {
  readonly store: CourseStore
  readonly rooms: Rooms
  readonly metrics: Metrics
  readonly clock: Clock
  /** Without one, requests come from this process alone. */
  readonly entrance?: Entrance & { readonly seams: Seams }
  /** Of one upload. */
  readonly maxUploadBytes: number
  /** Without one nothing is counted. */
  readonly guard?: Guard
  /** Without one, refused requests are told to nobody. */
  readonly refusals?: Refusals
  /** Without one, anybody reads the metrics. */
  readonly metricsGate?: MetricsGate
  readonly isServing: () => boolean
  readonly onBug: (error: unknown) => void
}

export function createApi(context: ApiContext): Hono {
  const api = new Hono()
  api.onError((error, c) => {
    if (isSignInError(error)) return signInAnswer(c, error, context.entrance?.access?.signInUrl)
    if (isLecternError(error)) return c.json(errorBody(error.code, error.message), statusOf(error.code))
    if (error instanceof HTTPException) return c.json(errorBody('malformed', error.message), error.status)
    context.onBug(error)
    return c.json(errorBody('internal', 'an unexpected failure'), 500)
  })
  context.refusals?.addTo(api)
  context.guard?.addTo(api)
  context.metricsGate?.addTo(api)
  addEntrance(api, context)
  addBodyLimits(api)
  addPeople(api, context)
  addHealth(api, context)
  addCourses(api, context)
  addOperations(api, context)
  addVersions(api, context.store, courseIdOf)
  addUploads(api, context)
  addSync(api, context)
  const notFound = (c: Context) => c.json(errorBody('not-found', 'no such address'), 404)
  api.all('/api/*', notFound)
  api.notFound(notFound)
  return api
}

function addEntrance(api: Hono, { entrance, guard }: ApiContext): void {
  if (!entrance) return
  addRightsCheck(api, entrance)
  if (entrance.access) guard?.addForUsers(api, c => identityOf(c)?.userId)
}

function addPeople(api: Hono, { entrance }: ApiContext): void {
  if (!entrance) return
  const { access, seams } = entrance
  if (!access) return addOpenSession(api)
  addSessions(api, access)
  addMembers(api, access)
  addInvitations(api, access, seams)
}

function addHealth(api: Hono, { store, metrics, isServing }: ApiContext): void {
  api.get('/healthz', c => c.json({ status: 'ok' }))
  api.get('/readyz', async c => {
    if (!isServing()) throw new LecternError('busy', 'shutting down')
    await store.check()
    return c.json({ status: 'ready' })
  })
  api.get('/metrics', async c => c.text(await metrics.text(), 200, { 'content-type': metrics.contentType }))
}

function courseIdOf(id: string): string {
  if (!idSchema.safeParse(id).success) throw new LecternError('unknown-course', 'not a course id')
  return id
}

function addCourses(api: Hono, { store, rooms, clock, entrance }: ApiContext): void {
  api.get('/api/courses', async c => {
    const own = entrance?.access?.store.listCoursesOf(signedInOf(c).userId)
    return c.json({ courses: await (own ?? store.listCourses()) })
  })
  api.get('/api/courses/:id', async c => {
    const course = await store.readCourse(courseIdOf(c.req.param('id')))
    if (!course) throw new LecternError('unknown-course', 'no such course')
    return c.json(course)
  })
  api.delete('/api/courses/:id', async c => {
    const id = courseIdOf(c.req.param('id'))
    if (!(await store.setDeleted(id, clock.now()))) throw new LecternError('unknown-course', 'no such course')
    rooms.closeCourse(id, closeCodes.unknownCourse, 'course-deleted')
    return c.json({})
  })
  api.post('/api/courses/:id/restore', async c => {
    const id = courseIdOf(c.req.param('id'))
    if (!(await store.setDeleted(id, null))) throw new LecternError('unknown-course', 'no such course')
    return c.json({})
  })
}

const pageSchema = z.object({
  before: z.optional(z.coerce.number().check(z.int(), z.positive())),
  limit: z._default(z.coerce.number().check(z.int(), z.positive(), z.maximum(200)), 50),
})

function historyEntryOf(operation: StoredOperation) {
  const { by, savedAt, commands } = operation
  return { ...ackOf(operation), by, savedAt, commands }
}

function addOperations(api: Hono, { store }: ApiContext): void {
  api.get('/api/courses/:id/operations', async c => {
    const page = pageSchema.safeParse(c.req.query())
    if (!page.success) throw new LecternError('malformed', 'before and limit are whole numbers, limit at most 200')
    const { before, limit } = page.data
    const options = { limit, ...(before !== undefined && { before }) }
    const { operations, next } = await store.readOperations(courseIdOf(c.req.param('id')), options)
    return c.json({ operations: operations.map(historyEntryOf), ...(next !== undefined && { next }) })
  })
  api.get('/api/courses/:id/operations/:operationId', async c => {
    const operationId = operationIdSchema.safeParse(c.req.param('operationId'))
    if (!operationId.success) throw new LecternError('unknown-operation', 'not an operationId')
    const [operation] = await store.findOperations(courseIdOf(c.req.param('id')), [operationId.data])
    if (!operation) throw new LecternError('unknown-operation', 'no such operation')
    return c.json(ackOf(operation))
  })
}

function addSync(api: Hono, { rooms, store, metrics, isServing, entrance }: ApiContext): void {
  api.post('/api/courses/:id/sync', async c => {
    if (!isServing()) throw new LecternError('busy', 'shutting down')
    const { courseId, userId, device, epoch } = readCourseParameters(c)
    const request = syncRequestSchema.safeParse(await c.req.json().catch(() => undefined))
    if (!request.success) throw new LecternError('malformed', 'not a sync request')
    const rights = await entrance?.access?.enter(signedInOf(c), courseId)
    try {
      const exchange = { courseId, userId, device, rights, epoch, request: request.data }
      return c.json(await syncOverHttp(exchange, { rooms, store }))
    } catch (error) {
      if (isLecternError(error)) metrics.rejected(error.code)
      throw error
    } finally {
      rights?.release()
    }
  })
}
