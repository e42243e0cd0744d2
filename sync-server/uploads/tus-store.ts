/** What @tus/server asks of a store, answered by the uploads. */
import type { Readable } from 'node:stream'
import { DataStore, ERRORS, Upload } from '@tus/server'
import { LecternError } from '../../course/errors.ts'
import { uploadMetadataSchema } from '../../course/upload.ts'
import { checked, currentRequest } from './tus-request.ts'
import type { Uploads } from './uploads.ts'

export class TusStore extends DataStore {
  readonly #uploads: Uploads

  constructor(uploads: Uploads) {
    super()
    this.#uploads = uploads
    this.extensions = ['creation', 'creation-with-upload', 'termination', 'expiration', 'checksum']
  }

  override async create(file: Upload): Promise<Upload> {
    const { uploadId, courseId, videoId, filename, sha256 } = metadataOf(file.metadata)
    if (!file.size) throw new LecternError('empty-file', 'a file without a byte')
    const { userId } = currentRequest()
    await this.#uploads.announce({
      ...{ uploadId, courseId, videoId, userId, sizeBytes: file.size },
      fileName: filename,
      ...(sha256 !== undefined && { expectedSha256: sha256 }),
    })
    return file
  }

  override async getUpload(id: string): Promise<Upload> {
    const { upload, storedBytes } = await this.#uploads.find(id, currentRequest().userId)
    if (upload.status === 'failed') throw ERRORS.FILE_NO_LONGER_EXISTS
    const { uploadId, courseId, videoId, fileName } = upload
    const metadata = { uploadId, courseId, videoId, filename: fileName }
    return new Upload({ id, size: upload.sizeBytes, offset: storedBytes, metadata })
  }

  /** @tus/server passes on an empty stream: the request has its own. */
  override write(_stream: Readable, id: string, offset: number): Promise<number> {
    const { userId, checksum, bytes, stop } = currentRequest()
    const incoming = checksum ? checked(bytes, checksum) : { bytes }
    return this.#uploads.take(id, userId, { offset, stop, ...incoming })
  }

  override remove(id: string): Promise<void> {
    return this.#uploads.cancel(id, currentRequest())
  }

  /** Not @tus/server's business: the store's own rows say when an upload was last active. */
  override getExpiration(): number {
    return 0
  }
}

/** @throws {LecternError} `malformed` */
export function metadataOf(metadata: Upload['metadata']) {
  const parsed = uploadMetadataSchema.safeParse(metadata ?? {})
  if (!parsed.success) {
    throw new LecternError('malformed', 'Upload-Metadata names uploadId, courseId, videoId and filename')
  }
  return parsed.data
}
