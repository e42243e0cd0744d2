/** Uploads that draft or pending saves refer to and this browser knows nothing of: it was cleared, as browsers may. */
import type { LocalFile } from '../../persistence/local-file-store.ts'
import type { ByteSender } from './byte-sender.ts'
import type { SourceFile } from './upload-commands.ts'

export interface UploadReference extends Omit<SourceFile, 'sizeBytes'> {
  readonly videoId: string
  /** Undefined: the command does not say, as for captions. */
  readonly sizeBytes?: number | undefined
}

/** Stands for a size that nobody here knows: an empty file is never kept. */
export const unknownSizeBytes = 0

/** @returns those that the server has not complete either, as they would be remembered; who cannot be asked about is left out */
export async function findLost(
  references: readonly UploadReference[],
  { sender, courseId, chosenAt }: { readonly sender: ByteSender } & Pick<LocalFile, 'courseId' | 'chosenAt'>,
): Promise<readonly LocalFile[]> {
  const lost: LocalFile[] = []
  for (const { uploadId, videoId, fileName, sizeBytes = unknownSizeBytes, type } of references) {
    if ((await sender.findComplete(uploadId)) !== 'incomplete') continue
    const file = { uploadId, videoId, fileName, sizeBytes, type }
    lost.push({ ...file, courseId, chosenAt, lastModified: 0, status: 'failed', failure: 'file-gone' })
  }
  return lost
}
