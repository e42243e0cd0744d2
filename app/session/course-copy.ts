import { toBase64 } from 'lib0/buffer'
import type { Course } from '../../course/model.ts'
import type { DraftEntry, PendingOperation } from '../../persistence/local-course-store.ts'

export interface CourseCopy {
  readonly courseId: string
  /** ms since 1970, this device's clock. */
  readonly copiedAt: number
  readonly saved: Course
  readonly draft: readonly DraftEntry[]
  readonly pending: readonly PendingOperation[]
  /** The document as one Yjs update. */
  readonly document: Uint8Array
}

/** Everything this device has of a course, as the text of a JSON file [S3]. */
export function copyText({ saved, document, ...rest }: CourseCopy): string {
  const { info, chapters, videos } = saved
  const savedCourse = { info, chapters: [...chapters.values()], videos: [...videos.values()] }
  return JSON.stringify({ ...rest, savedCourse, documentBase64: toBase64(document) }, null, 2)
}
