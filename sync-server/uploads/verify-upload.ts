/** What a finished upload is, found in its bytes, and whether it may stay [U3]. */
import { LecternError } from '../../course/errors.ts'
import type { MediaStore } from '../../persistence/media-store.ts'
import type { MediaFacts, StoredUpload } from '../../persistence/upload-store.ts'
import { type MediaFactsReader, noDimensions } from './media-facts.ts'
import { headBytes, mediaTypeOf } from './media-type.ts'

export interface VerifyContext {
  readonly media: MediaStore
  readonly facts: MediaFactsReader
}

/** @throws {LecternError} `wrong-type`, `wrong-hash`: it may not stay; and what the store throws: nothing is known */
export async function verifyUpload(
  { uploadId, sizeBytes, expectedSha256 }: StoredUpload,
  { media, facts }: VerifyContext,
): Promise<MediaFacts> {
  const sha256 = await media.sha256(uploadId, sizeBytes)
  if (expectedSha256 !== undefined && expectedSha256 !== sha256) {
    throw new LecternError('wrong-hash', 'these are not the bytes that were announced')
  }
  const read = (start: number, end: number) => collect(media.read(uploadId, { start, end }))
  const type = mediaTypeOf(await read(0, Math.min(sizeBytes, headBytes)))
  if (type === undefined) throw new LecternError('wrong-type', 'neither video, audio, PDF nor captions')
  const isTimed = type.startsWith('video/') || type.startsWith('audio/')
  return { type, sha256, ...(isTimed ? await facts.read({ sizeBytes, read }) : noDimensions) }
}

async function collect(chunks: AsyncIterable<Uint8Array>): Promise<Uint8Array<ArrayBuffer>> {
  const parts: Uint8Array[] = []
  for await (const chunk of chunks) parts.push(chunk)
  // Into a buffer of its own: it is given away to a thread.
  const whole = new Uint8Array(parts.reduce((sum, { byteLength }) => sum + byteLength, 0))
  let offset = 0
  for (const part of parts) {
    whole.set(part, offset)
    offset += part.byteLength
  }
  return whole
}
