/** How an upload's state follows from what is remembered of it, and what an author may do in it. Pure. */
import { type GivenUpReason, givenUpReasons } from '../../course/upload.ts'
import type { LocalFile } from '../../persistence/local-file-store.ts'
import type { DiskFile } from './chosen-file.ts'
import type { TaskFile } from './task-file.ts'
import type { Progress } from './transfer.ts'
import type { AttemptOutcome } from './upload-attempt.ts'
import type { UploadTicket } from './upload-commands.ts'
import { type UploadFailureCode, type UploadItem, type UploadState, uploadFailureCodes } from './upload-state.ts'

/** What is remembered of a file that was just chosen. */
export function recordOf(
  { uploadId, videoId, fileName, file }: UploadTicket<DiskFile>,
  at: Pick<LocalFile, 'courseId' | 'chosenAt'>,
): LocalFile {
  const { sizeBytes, type } = file
  return { ...at, uploadId, videoId, fileName, sizeBytes, type, lastModified: file.file.lastModified, status: 'open' }
}

export function stateOf({ status, failure }: LocalFile): UploadState {
  switch (status) {
    case 'open':
      return { status: 'waiting', cause: 'turn' }
    case 'failed':
      // A newer version of the app may know other codes.
      return { status, code: uploadFailureCodes.find(code => code === failure) ?? 'refused' }
    default:
      return { status }
  }
}

export function itemOf({ record, isKept }: TaskFile, state: UploadState, storedBytes: number): UploadItem {
  const { uploadId, videoId, fileName, sizeBytes, type } = record
  const facts = { uploadId, videoId, fileName, sizeBytes, type, isKept }
  return { ...facts, storedBytes: state.status === 'complete' ? sizeBytes : storedBytes, state }
}

type Failed = Extract<AttemptOutcome, { readonly kind: 'refused' | 'unreadable' | 'gone' | 'changed' }>

export function failureOf(outcome: Failed, { isOnDisk }: TaskFile): UploadFailureCode {
  if (outcome.kind === 'refused') return outcome.code
  return outcome.kind === 'changed' || (outcome.kind === 'unreadable' && isOnDisk) ? 'file-changed' : 'file-gone'
}

export function stateOfProgress({ phase, doneBytes, storedBytes = 0 }: Progress): UploadState {
  switch (phase) {
    case 'hashing':
      return { status: 'hashing', hashedBytes: doneBytes }
    case 'uploading':
      return { status: 'uploading', sentBytes: doneBytes, storedBytes }
    case 'verifying':
      return { status: 'verifying' }
  }
}

export function canPause({ status }: UploadState): boolean {
  return ['waiting', 'hashing', 'uploading', 'retrying', 'verifying'].includes(status)
}

/** A file that this browser could not read may be readable again. */
export function canResume({ status }: UploadState): boolean {
  return ['paused', 'retrying', 'cancelled', 'failed'].includes(status)
}

/** Why it will not come, where the server cannot know it by itself: a save may wait for it. Undefined: it may come yet. */
export function givenUpReasonOf(state: UploadState): GivenUpReason | undefined {
  if (state.status === 'cancelled') return 'cancelled'
  return state.status === 'failed' ? givenUpReasons.find(reason => reason === state.code) : undefined
}
