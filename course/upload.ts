/** What is said about uploads: the metadata a device names one with, and why one fails. */
import * as z from 'zod/mini'
import { idSchema } from './command.ts'
import { limits } from './limits.ts'

export const sha256Schema = z.string().check(z.regex(/^[0-9a-f]{64}$/))

/** `Upload-Metadata` of tus 1.0, decoded. Keys that are not named here are ignored: clients add their own. */
export const uploadMetadataSchema = z.object({
  /** Made by the device [C1]; the last segment of the upload's address too. */
  uploadId: idSchema,
  courseId: idSchema,
  videoId: idSchema,
  filename: z.string().check(z.minLength(1), z.maxLength(limits.fileNameLength)),
  /** What the device believes; what is kept is found in the bytes. */
  filetype: z._default(z.string().check(z.maxLength(limits.fileNameLength)), ''),
  sha256: z.exactOptional(sha256Schema),
})

/** Why a device gives an upload up. It says so with the DELETE that ends it, as `reason` in the address. */
export const givenUpReasons = ['cancelled', 'too-large', 'empty-file', 'not-allowed', 'refused'] as const
export type GivenUpReason = (typeof givenUpReasons)[number]

/** What any other tus client says is that it was cancelled. */
export const givenUpReasonSchema = z.catch(z.enum(givenUpReasons), 'cancelled')

/** `reason` of `upload-failed` and of its note. Each may be mended by uploading again [U5]. */
export const uploadFailures = [
  ...givenUpReasons,
  'wrong-type',
  'wrong-hash',
  'expired',
  'lost',
  /** Of somebody else, and no commit of its owner has shared it [U7]. */
  'foreign-upload',
] as const
export type UploadFailure = (typeof uploadFailures)[number]

/** Where a finished upload is served. */
export function mediaUrlOf(uploadId: string): string {
  return `/media/${uploadId}`
}
