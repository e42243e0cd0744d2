/** What must hold of what is served and of what lies on the disk. */
import type { CourseStore } from '../../../persistence/course-store.ts'
import type { MediaStore } from '../../../persistence/media-store.ts'

/** What a browser plays or shows in a frame of its own, and none of it runs [design 8]. */
const inertTypes =
  /^(video\/(mp4|quicktime|webm|x-matroska|ogg)|audio\/(mp4|wav|ogg|mpeg)|application\/(pdf|x-subrip)|text\/vtt)$/

/** @returns what is wrong with an answer of `/media` */
export function mediaFaults({ status, headers }: Response): string[] {
  if (status !== 200 && status !== 206) return []
  const type = headers.get('content-type') ?? ''
  const isSandboxed = /(^|; )sandbox(;|$)/.test(headers.get('content-security-policy') ?? '')
  const faults = inertTypes.test(type) ? [] : [`served as ${type}`]
  if (headers.get('x-content-type-options') !== 'nosniff') faults.push('served to be sniffed at')
  if (!isSandboxed) faults.push('served without a sandbox')
  return faults
}

interface Stores {
  readonly store: CourseStore
  readonly media: MediaStore
}

/** [U6] Each byte on the disk belongs to a row that says so. */
export async function diskFaults({ store, media }: Stores): Promise<string[]> {
  const faults: string[] = []
  for (const [uploadId, { isFinished }] of await media.list()) {
    const upload = await store.findUpload(uploadId)
    const status = upload?.status ?? 'unknown'
    const stored = await media.find(uploadId)
    if (status !== (isFinished ? 'complete' : 'uploading')) faults.push(`${uploadId} is ${status}, and on the disk`)
    if (upload && stored && stored.storedBytes > upload.sizeBytes) faults.push(`${uploadId} is larger than announced`)
  }
  for (const { uploadId, status } of await store.listUploadStates()) {
    const stored = await media.find(uploadId)
    if (status === 'complete' && !stored?.isFinished)
      faults.push(`${uploadId} is complete, and its bytes are not there`)
  }
  return faults
}
