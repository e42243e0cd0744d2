/** Durable facts, named on the wire as the specification names them; the server derives them after a commit. */
import * as z from 'zod/mini'
import { courseFields, idSchema } from './command.ts'
import { operationIdSchema } from './operation.ts'
import { commandResultSchema } from './result.ts'

const event = <Type extends string, Fields extends Readonly<Record<string, z.ZodMiniType>>>(
  type: Type,
  fields: Fields,
) => z.strictObject({ type: z.literal(type), ...fields })

const chapterId = idSchema
const videoId = idSchema

/** What the server learnt about a finished upload, from its bytes. */
export const finalDataSchema = z.strictObject({
  fileName: z.string(),
  sizeBytes: z.int(),
  type: z.string(),
  sha256: z.string(),
  durationSeconds: z.nullable(z.number()),
  width: z.nullable(z.number()),
  height: z.nullable(z.number()),
  url: z.string(),
})

export const eventSchema = z.discriminatedUnion('type', [
  event('course-update-complete', courseFields),
  event('chapter-create-complete', { chapterId, tempId: idSchema }),
  event('chapter-update-complete', { chapterId, newTitle: z.string() }),
  event('chapter-move-complete', { chapterId }),
  event('chapter-delete-complete', { chapterId }),
  event('chapter-restore-complete', { chapterId }),
  event('video-create-complete', { videoId, chapterId }),
  event('video-update-complete', { videoId, newTitle: z.string() }),
  event('video-move-complete', { videoId, chapterId }),
  event('video-replace-complete', { videoId }),
  event('video-captions-complete', { videoId }),
  event('video-delete-complete', { videoId }),
  event('video-restore-complete', { videoId }),
  event('upload-complete', { videoId, finalData: finalDataSchema }),
  event('upload-failed', { videoId, reason: z.string() }),
  event('batch-operation-complete', {
    operationId: operationIdSchema,
    results: z.readonly(z.array(commandResultSchema)),
  }),
])

export type CourseEvent = z.infer<typeof eventSchema>
