/** The engine with the browser's own parts: a part of the app by itself, loaded behind the outline. */
import { uploadLimitsSchema } from '../../../../course/wire/uploads.ts'
import type { LocalFileStore } from '../../../../persistence/local-file-store.ts'
import { fetchJson } from '../../../server-state/fetch-json.ts'
import type { SessionTransport } from '../../../session/session-seams.ts'
import type { CourseSession } from '../../../session/session-state.ts'
import { systemUploadSeams } from '../../../uploads/system-upload-seams.ts'
import type { KeepingStorage } from './course-file-room.ts'
import { CourseUploads } from './course-uploads.ts'

interface OpenCourseUploadsOptions {
  readonly session: CourseSession
  readonly store: LocalFileStore
  readonly transport: SessionTransport
  readonly device: string
  readonly newId: () => string
  readonly report: (error: unknown) => void
  readonly storage: KeepingStorage
}

export async function openCourseUploads(options: OpenCourseUploadsOptions): Promise<CourseUploads> {
  const { session, newId, report, storage } = options
  const seams = { ...systemUploadSeams({ ...options, tabId: newId() }), report }
  const uploads = new CourseUploads({ session, newId, seams, storage, askMaxUploadBytes })
  await uploads.start()
  return uploads
}

async function askMaxUploadBytes(): Promise<number | undefined> {
  const limits = await fetchJson('/api/limits', uploadLimitsSchema).catch(() => undefined)
  return limits?.maxUploadBytes
}
