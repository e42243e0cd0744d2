/** The queue's port to the server. One driver speaks tus 1.0; tests bring what fails as they need. */
import type { GivenUpReason } from '../../course/upload.ts'
import type { LocalFile } from '../../persistence/local-file-store.ts'
import type { RetryReason, UploadFailureCode } from './upload-state.ts'

export interface SendRequest {
  readonly file: LocalFile
  readonly bytes: Blob
  /** The server may know the upload: it is asked where to go on before anything is sent. */
  readonly mayBeKnown: boolean
  readonly signal: AbortSignal
  /** Bytes of the file that have left this device, what the server had before among them. */
  readonly onSent: (sentBytes: number) => void
  /** Bytes that the server says are stored. */
  readonly onStored: (storedBytes: number) => void
}

export type SendOutcome =
  /** Verified and committed. */
  | { readonly kind: 'complete' }
  /** Sending the same again will be refused again. */
  | { readonly kind: 'refused'; readonly code: UploadFailureCode }
  /** What is stored stays; the same may succeed later. */
  | { readonly kind: 'later'; readonly reason: RetryReason }
  | { readonly kind: 'unreadable' }
  | { readonly kind: 'aborted' }

export interface KnownFile {
  readonly courseId: string
  readonly sha256: string
  readonly sizeBytes: number
}

export interface ByteSender {
  /** Announces the upload or goes on with it, until it is complete or something prevents it. Never rejects. */
  send(request: SendRequest): Promise<SendOutcome>
  /** Whether the server has all of it. `later`: nobody could say. */
  findComplete(uploadId: string): Promise<'complete' | 'incomplete' | 'later'>
  /** Tells the server that it is not to wait for this upload, and why. `later`: nobody took it in. */
  cancel(uploadId: string, reason: GivenUpReason): Promise<'told' | 'later'>
  /** A complete upload of the same bytes that a video may refer to; undefined where there is none, or nobody could say. */
  findKnown(file: KnownFile): Promise<string | undefined>
}
