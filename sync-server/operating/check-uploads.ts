/** Uploads: rows = files. Read in an order in which a running server makes nothing look wrong. */
import type { InspectedStore } from '../../persistence/inspected-store.ts'
import type { ReadableMedia } from '../../persistence/media-store.ts'
import type { CompleteUpload, StoredUpload } from '../../persistence/upload-store.ts'
import type { Finding } from './finding.ts'
import { hashOf } from './hashed-file.ts'

export interface UploadParts {
  readonly store: InspectedStore
  readonly media: ReadableMedia
}

/** @param isDeep whether every byte is read */
export async function checkUploads(parts: UploadParts, isDeep: boolean): Promise<Finding[]> {
  // Before the rows: an upload that is begun meanwhile has a row by the time that they are read.
  const files = await parts.media.list()
  const uploads = parts.store.listUploads()
  const findings: Finding[] = []
  for (const upload of uploads) {
    const code = await faultOf(upload, parts.media, isDeep)
    if (code && isAsBefore(upload, parts.store)) findings.push({ code, uploadId: upload.uploadId })
  }
  const known = new Set(uploads.map(({ uploadId }) => uploadId))
  for (const uploadId of files.keys()) {
    // What was swept meanwhile lost its row first, and now its file.
    const isOrphan = !known.has(uploadId) && (await parts.media.find(uploadId)) !== undefined
    if (isOrphan) findings.push({ code: 'upload-orphaned', uploadId })
  }
  return findings
}

/** An upload that has changed while its file was read says nothing about the file. */
function isAsBefore(upload: StoredUpload, store: InspectedStore): boolean {
  const now = store.findUpload(upload.uploadId)
  return now?.status === upload.status && now.activeAt === upload.activeAt
}

type Fault = 'upload-missing' | 'upload-wrong-size' | 'upload-wrong-content'

async function faultOf(upload: StoredUpload, media: ReadableMedia, isDeep: boolean): Promise<Fault | undefined> {
  const stored = await media.find(upload.uploadId)
  if (upload.status !== 'complete')
    return stored && stored.storedBytes > upload.sizeBytes ? 'upload-wrong-size' : undefined
  if (!stored?.isFinished) return 'upload-missing'
  if (stored.storedBytes !== upload.sizeBytes) return 'upload-wrong-size'
  return isDeep && !(await hasItsContent(upload, media)) ? 'upload-wrong-content' : undefined
}

async function hasItsContent({ uploadId, sizeBytes, facts }: CompleteUpload, media: ReadableMedia): Promise<boolean> {
  const { sha256 } = await hashOf(media.read(uploadId, { start: 0, end: sizeBytes }))
  return sha256 === facts.sha256
}
