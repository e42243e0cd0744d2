/** The server's answer to an operation, and the awareness state that carries it. */
import * as z from 'zod/mini'
import { wireErrorCodes } from '../errors.ts'
import { eventSchema } from '../event.ts'
import { operationIdSchema, operationSchema } from '../operation.ts'
import { commandResultSchema, noteSchema } from '../result.ts'

/** `stored` and `rejected` are final and never change; `committed` awaits uploads [S1]. */
export const statusSchema = z.enum(['committed', 'stored', 'rejected'])
export type Status = z.infer<typeof statusSchema>

const fate = {
  operationId: operationIdSchema,
  status: statusSchema,
  /** The course's revision that holds the operation; for a rejected one, the revision it was refused at. */
  revision: z.int(),
}

export const ackSchema = z.strictObject({
  ...fate,
  /** ms since 1970, the server's clock, when the commit began. */
  storedAt: z.int(),
  events: z.readonly(z.array(eventSchema)),
  notes: z.readonly(z.array(noteSchema)),
  results: z.readonly(z.array(commandResultSchema)),
  error: z.exactOptional(z.strictObject({ code: z.enum(wireErrorCodes), message: z.string() })),
})
export type Ack = z.infer<typeof ackSchema>

/** An ack too large for a frame: the rest is fetched by HTTP. */
export const shortenedAckSchema = z.strictObject({
  ...fate,
  storedAt: z.int(),
  notes: z.readonly(z.array(noteSchema)),
  error: z.exactOptional(z.strictObject({ code: z.enum(wireErrorCodes), message: z.string() })),
  more: z.literal(true),
})
export type ShortenedAck = z.infer<typeof shortenedAckSchema>

export const shortAckSchema = z.strictObject(fate)
export type ShortAck = z.infer<typeof shortAckSchema>

export const uploadStateSchema = z.strictObject({
  progress: z.number(),
  status: z.enum(['uploading', 'verifying', 'complete', 'failed']),
})

/** The server's awareness state. Exactly one state that a client sees has the key `server`. */
export const serverStateSchema = z.strictObject({
  server: z.strictObject({ version: z.int(), epoch: z.nullable(z.string()), revision: z.int() }),
  /** By operationId; the newest in full, the last 32 in short. An edge each, a missing one is no information. */
  acks: z.record(z.string(), z.union([ackSchema, shortenedAckSchema, shortAckSchema])),
  uploads: z.record(z.string(), uploadStateSchema),
})
export type ServerState = z.infer<typeof serverStateSchema>

/** One row of `GET /api/courses/:id/operations`. */
export const historyEntrySchema = z.strictObject({
  ...ackSchema.def.shape,
  by: operationSchema.def.shape.by,
  savedAt: operationSchema.def.shape.savedAt,
  commands: operationSchema.def.shape.commands,
})
export type HistoryEntry = z.infer<typeof historyEntrySchema>

export const ackWindowSize = 32
