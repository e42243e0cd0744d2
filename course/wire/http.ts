/** The shapes of the HTTP API. Bytes are base64 (RFC 4648, section 4). Every error is `{error: {code, message}}`. */
import * as z from 'zod/mini'
import { captionsSchema, placeSchema, sourceSchema } from '../command.ts'
import { operationIdSchema } from '../operation.ts'
import { ackSchema, historyEntrySchema } from './ack.ts'

/** Of one exchange. What is more goes with the next. */
export const exchangeLimits = { updates: 10_000, operationIds: 1000 } as const

/** `POST /api/courses/:id/sync`: what the socket carries, in one exchange. */
export const syncRequestSchema = z.strictObject({
  stateVector: z.base64(),
  updates: z.readonly(z.array(z.base64()).check(z.maxLength(exchangeLimits.updates))),
  /** Operations whose fate the client awaits. */
  operationIds: z.readonly(z.array(operationIdSchema).check(z.maxLength(exchangeLimits.operationIds))),
})
export type SyncRequest = z.infer<typeof syncRequestSchema>

export const syncResponseSchema = z.strictObject({
  epoch: z.nullable(z.string()),
  revision: z.int(),
  /** What the client's state vector lacks, in order. */
  updates: z.readonly(z.array(z.base64())),
  /** The server's state vector: what it has, so that the client knows what to send. */
  stateVector: z.base64(),
  acks: z.readonly(z.array(ackSchema)),
})
export type SyncResponse = z.infer<typeof syncResponseSchema>

export const courseListSchema = z.strictObject({
  courses: z.readonly(
    z.array(
      z.strictObject({
        id: z.string(),
        title: z.string(),
        revision: z.int(),
        updatedAt: z.int(),
        deletedAt: z.exactOptional(z.int()),
      }),
    ),
  ),
})
export type CourseList = z.infer<typeof courseListSchema>

const videoRow = z.strictObject({
  id: z.string(),
  title: z.string(),
  position: placeSchema.def.innerType.def.items[1],
  source: z.exactOptional(sourceSchema),
})

export const courseDetailsSchema = z.strictObject({
  id: z.string(),
  epoch: z.string(),
  revision: z.int(),
  title: z.string(),
  description: z.exactOptional(z.string()),
  language: z.exactOptional(z.string()),
  updatedAt: z.int(),
  deletedAt: z.exactOptional(z.int()),
  chapters: z.readonly(
    z.array(z.strictObject({ id: z.string(), title: z.string(), position: z.string(), videos: z.array(videoRow) })),
  ),
  unfiled: z.readonly(z.array(videoRow)),
})
export type CourseDetails = z.infer<typeof courseDetailsSchema>

const deletion = { by: z.strictObject({ id: z.string(), name: z.string() }), at: z.number(), operationId: z.string() }

/** `GET /api/courses/:id/versions/:revision`: the whole course as it was then, what was in the trash included. */
export const courseVersionSchema = z.strictObject({
  id: z.string(),
  epoch: z.string(),
  revision: z.int(),
  /** ms since 1970, the server's clock, when this revision was stored. */
  storedAt: z.int(),
  title: z.string(),
  description: z.exactOptional(z.string()),
  language: z.exactOptional(z.string()),
  chapters: z.readonly(
    z.array(
      z.strictObject({
        id: z.string(),
        title: z.string(),
        position: z.string(),
        deleted: z.exactOptional(z.strictObject({ ...deletion, videoIds: z.readonly(z.array(z.string())) })),
      }),
    ),
  ),
  videos: z.readonly(
    z.array(
      z.strictObject({
        id: z.string(),
        title: z.string(),
        place: z.readonly(z.tuple([z.string(), z.string()])),
        source: z.exactOptional(sourceSchema),
        captions: z.exactOptional(captionsSchema),
        deleted: z.exactOptional(z.strictObject(deletion)),
      }),
    ),
  ),
})
export type CourseVersion = z.infer<typeof courseVersionSchema>

export const historySchema = z.strictObject({
  operations: z.readonly(z.array(historyEntrySchema)),
  /** Pass as `before` for the next page; absent on the last. */
  next: z.exactOptional(z.int()),
})
export type History = z.infer<typeof historySchema>

export const errorBodySchema = z.strictObject({ error: z.strictObject({ code: z.string(), message: z.string() }) })
