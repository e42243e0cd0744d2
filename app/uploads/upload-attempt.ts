/** One try at an upload, from reading the file to the server's word. */
import { isLecternError } from '../../course/errors.ts'
import type { LocalFile } from '../../persistence/local-file-store.ts'
import type { ByteSender, SendOutcome } from './byte-sender.ts'
import { UnreadableFileError } from './file-bytes.ts'
import type { HashFile } from './hash-file.ts'

export type AttemptOutcome =
  | SendOutcome
  /** The video refers to that one now; nothing was sent. */
  | { readonly kind: 'known'; readonly knownUploadId: string }
  /** This browser has no bytes of it, and the server not all. */
  | { readonly kind: 'gone' }
  /** Other bytes than those that were chosen first. */
  | { readonly kind: 'changed' }

/** @returns whether the video refers to the known upload now; false where a save refers to its own already */
export type AdoptKnown = (file: LocalFile, knownUploadId: string) => Promise<boolean>

export interface AttemptContext {
  readonly file: LocalFile
  /** Undefined: there are none. @throws {LecternError} the browser's database cannot tell now */
  readonly readBytes: () => Promise<Blob | undefined>
  readonly sender: ByteSender
  readonly hashFile: HashFile
  readonly adoptKnown: AdoptKnown
  readonly signal: AbortSignal
  readonly onHashed: (hashedBytes: number) => void
  /** Resolves when it is remembered: before the server is told of the upload. */
  readonly onHash: (sha256: string) => Promise<void>
  readonly onSent: (sentBytes: number) => void
  readonly onStored: (storedBytes: number) => void
}

/** Rejects only for a bug. */
export async function attemptUpload(context: AttemptContext): Promise<AttemptOutcome> {
  const { file, signal } = context
  try {
    const bytes = await readOrLater(context)
    if (bytes === 'later') return { kind: 'later', reason: 'unread' }
    if (bytes?.size !== file.sizeBytes) return await withoutBytes(context)
    if (bytes.size === 0) return { kind: 'refused', code: 'empty-file' }
    const hashed = await withHash(context, bytes)
    if (hashed.kind !== 'hashed') return hashed
    signal.throwIfAborted()
    return await context.sender.send({ ...context, file: hashed.file, bytes, mayBeKnown: file.sha256 !== undefined })
  } catch (error) {
    if (signal.aborted) return { kind: 'aborted' }
    if (error instanceof UnreadableFileError) return { kind: 'unreadable' }
    throw error
  }
}

/** A database that refuses says nothing of the file: it may be read in a moment. */
async function readOrLater({ readBytes }: AttemptContext): Promise<Blob | undefined | 'later'> {
  try {
    return await readBytes()
  } catch (error) {
    if (isLecternError(error)) return 'later'
    throw error
  }
}

/** The bytes may be lost here because they have long arrived there. */
async function withoutBytes({ sender, file }: AttemptContext): Promise<AttemptOutcome> {
  const answer = await sender.findComplete(file.uploadId)
  if (answer === 'later') return { kind: 'later', reason: 'unreachable' }
  return answer === 'complete' ? { kind: 'complete' } : { kind: 'gone' }
}

type Hashed = { readonly kind: 'hashed'; readonly file: LocalFile }

async function withHash(context: AttemptContext, bytes: Blob): Promise<Hashed | AttemptOutcome> {
  const { file, signal, onHashed } = context
  if (file.sha256 !== undefined && !file.isChosenAgain) return { kind: 'hashed', file }
  const sha256 = await context.hashFile(bytes, { signal, onHashed })
  signal.throwIfAborted()
  if (file.sha256 !== undefined) return file.sha256 === sha256 ? { kind: 'hashed', file } : { kind: 'changed' }
  const { courseId, uploadId, sizeBytes } = file
  const knownUploadId = await context.sender.findKnown({ courseId, sha256, sizeBytes })
  signal.throwIfAborted()
  const isOther = knownUploadId !== undefined && knownUploadId !== uploadId
  if (isOther && (await context.adoptKnown(file, knownUploadId))) return { kind: 'known', knownUploadId }
  await context.onHash(sha256)
  return { kind: 'hashed', file: { ...file, sha256 } }
}
