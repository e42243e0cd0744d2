/** Whose an upload is, and whether they may still go on with it [U7]. */
import { isLecternError, LecternError } from '../../course/errors.ts'
import type { CourseStore } from '../../persistence/course-store.ts'
import { mayUse, type StoredUpload } from '../../persistence/upload-store.ts'
import { assertMayEdit, type EditRights } from './edit-rights.ts'

export interface OwnUploadContext {
  readonly store: CourseStore
  readonly rights: EditRights
}

export interface AskedUpload {
  readonly uploadId: string
  /** The session's identity. */
  readonly userId: string
}

/** @throws {LecternError} `unknown-upload`: none, or somebody else's; `not-allowed`: no longer an editor's */
export async function findOwnUpload(
  { store, rights }: OwnUploadContext,
  { uploadId, userId }: AskedUpload,
): Promise<StoredUpload> {
  const upload = await store.findUpload(uploadId)
  if (!upload || !mayUse(upload, { courseId: upload.courseId, userId })) throw unknownUpload()
  const standing = await rights.standingOf({ courseId: upload.courseId, userId })
  if (standing === 'none') throw unknownUpload()
  assertMayEdit(standing)
  return upload
}

/**
 * For who comes while another request is at an upload. One that is in no row yet is nobody's.
 *
 * @param isNew it announces an upload: then an id of somebody else's is `not-allowed`, as it is to the store
 * @throws {LecternError} as `findOwnUpload`
 */
export async function assertMayInterrupt(context: OwnUploadContext, asked: AskedUpload, isNew: boolean): Promise<void> {
  if (!(await context.store.findUpload(asked.uploadId))) return
  try {
    await findOwnUpload(context, asked)
  } catch (error) {
    if (!isNew || !isLecternError(error)) throw error
    throw new LecternError('not-allowed', 'this id belongs to another upload', { cause: error })
  }
}

export function unknownUpload(): LecternError {
  return new LecternError('unknown-upload', 'no such upload')
}
