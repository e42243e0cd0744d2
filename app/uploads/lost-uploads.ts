/** Uploads that draft or pending saves refer to and this browser knows nothing of: it was cleared, as browsers may. */
import { isLecternError } from '../../course/errors.ts'
import type { LocalFile, LocalFileStore } from '../../persistence/local-file-store.ts'
import type { ByteSender } from './byte-sender.ts'
import type { SourceFile } from './upload-commands.ts'

export interface UploadReference extends Omit<SourceFile, 'sizeBytes'> {
  readonly videoId: string
  /** Undefined: the command does not say, as for captions. */
  readonly sizeBytes?: number | undefined
}

/** Stands for a size that nobody here knows: an empty file is never kept. */
export const unknownSizeBytes = 0

interface LostSeams extends Pick<LocalFile, 'courseId' | 'chosenAt'> {
  readonly sender: ByteSender
  readonly store: Pick<LocalFileStore, 'find'>
}

/** @returns those that the server has not complete either, as they would be remembered; who cannot be asked about is left out */
export async function findLost(
  references: readonly UploadReference[],
  { sender, store, courseId, chosenAt }: LostSeams,
): Promise<readonly LocalFile[]> {
  const lost: LocalFile[] = []
  for (const { uploadId, videoId, fileName, sizeBytes = unknownSizeBytes, type } of references) {
    if ((await sender.findComplete(uploadId)) !== 'incomplete' || (await mayBeHere(uploadId, store))) continue
    const file = { uploadId, videoId, fileName, sizeBytes, type }
    lost.push({ ...file, courseId, chosenAt, lastModified: 0, status: 'failed', failure: 'file-gone' })
  }
  return lost
}

/** A store that refuses has lost nothing: its bytes would be gone if a record without any were written over them. */
async function mayBeHere(uploadId: string, store: LostSeams['store']): Promise<boolean> {
  try {
    return (await store.find(uploadId)) !== undefined
  } catch (error) {
    if (isLecternError(error)) return true
    throw error
  }
}
