/** What is known of a course's uploads, over HTTP: `GET …/uploads`, and `POST …/uploads/known` before a file is sent. */
import * as z from 'zod/mini'
import { idSchema } from '../command.ts'
import { finalDataSchema } from '../event.ts'
import { sha256Schema } from '../upload.ts'

const courseUploadSchema = z.strictObject({
  uploadId: idSchema,
  /** For which it was uploaded; others may refer to it too. */
  videoId: idSchema,
  finalData: finalDataSchema,
})

/** `completedAt`: ms since 1970, the server's clock. */
const listedUploadSchema = z.extend(courseUploadSchema, { completedAt: z.int() })
export type ListedUpload = z.infer<typeof listedUploadSchema>

/** Complete ones: those that the course refers to, and those of the device that asks. */
export const courseUploadsSchema = z.strictObject({ uploads: z.readonly(z.array(listedUploadSchema)) })
export type CourseUploads = z.infer<typeof courseUploadsSchema>

/** `GET /api/limits`: what a file is compared with before it is chosen for an upload [U6]. */
export const uploadLimitsSchema = z.object({ maxUploadBytes: z.int().check(z.positive()) })
export type UploadLimits = z.infer<typeof uploadLimitsSchema>

export const knownUploadRequestSchema = z.strictObject({
  sha256: sha256Schema,
  sizeBytes: z.int().check(z.positive()),
})

/** An upload of the same bytes: a video may refer to it, and nothing has to be sent. */
export const knownUploadSchema = z.strictObject({ upload: z.nullable(courseUploadSchema) })
export type KnownUpload = z.infer<typeof knownUploadSchema>
