/** What is known of a course's uploads, over HTTP. */
import type { Hono } from 'hono'
import { LecternError } from '../../course/errors.ts'
import {
  type CourseUploads,
  type KnownUpload,
  knownUploadRequestSchema,
  type UploadLimits,
} from '../../course/wire/uploads.ts'
import type { CourseStore } from '../../persistence/course-store.ts'
import { type CompleteUpload, finalDataOf } from '../../persistence/upload-store.ts'
import { readCourseParameters } from '../request-identity.ts'

export interface UploadRoutesContext {
  readonly store: CourseStore
  /** Of one upload. */
  readonly maxUploadBytes: number
}

export function addUploads(api: Hono, { store, maxUploadBytes }: UploadRoutesContext): void {
  api.get('/api/limits', c => c.json({ maxUploadBytes } satisfies UploadLimits))
  api.get('/api/courses/:id/uploads', async c => {
    const { courseId, userId } = readCourseParameters(c)
    const uploads = await store.listUploads(courseId, userId)
    return c.json({ uploads: uploads.map(listedOf) } satisfies CourseUploads)
  })
  // Asked before a file is sent: the same bytes need not travel twice [U4].
  api.post('/api/courses/:id/uploads/known', async c => {
    const { courseId, userId } = readCourseParameters(c)
    const file = knownUploadRequestSchema.safeParse(await c.req.json().catch(() => undefined))
    if (!file.success) throw new LecternError('malformed', 'sha256 in hexadecimal and sizeBytes')
    const upload = await store.findKnownUpload(courseId, { ...file.data, userId })
    return c.json({ upload: upload ? knownOf(upload) : null } satisfies KnownUpload)
  })
}

function listedOf(upload: CompleteUpload) {
  return { ...knownOf(upload), completedAt: upload.finishedAt }
}

function knownOf(upload: CompleteUpload) {
  const { uploadId, videoId } = upload
  return { uploadId, videoId, finalData: finalDataOf(upload) }
}
