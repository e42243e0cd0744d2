/** What is said of files on their way to the server: rows, the list of uploads, toasts, receipts. */
import type { UploadFailure } from '../../course/upload.ts'
import { percentOf, type RetryReason, type UploadFailureCode, type UploadItem } from '../uploads/upload-state.ts'
import { sizeText } from './details.ts'
import { counted, quoted } from './words.ts'

export const uploadsText = {
  region: 'Uploads',
  list: 'Files being uploaded',
  close: 'Close',
  pauseAll: 'Pause all',
  resumeAll: 'Resume all',
  retryFailed: 'Retry failed',
  pause: 'Pause the upload',
  resume: 'Resume the upload',
  retry: 'Retry the upload',
  cancel: 'Cancel the upload',
  remove: 'Remove from the list',
  pauseOf: (fileName: string) => `Pause the upload of ${quoted(fileName)}`,
  resumeOf: (fileName: string) => `Resume the upload of ${quoted(fileName)}`,
  retryOf: (fileName: string) => `Retry the upload of ${quoted(fileName)}`,
  cancelOf: (fileName: string) => `Cancel the upload of ${quoted(fileName)}`,
  removeOf: (fileName: string) => `Remove ${quoted(fileName)} from this list`,
  chooseAgain: (fileName: string) => `Choose ${quoted(fileName)} again`,
  progressOf: (fileName: string) => `Upload of ${quoted(fileName)}`,
  total: 'All uploads',
  wrongSize: (fileName: string, sizeBytes: number, chosenBytes: number) =>
    `This is another file: it has ${sizeText(chosenBytes)}, and ${quoted(fileName)} has ${sizeText(sizeBytes)}. Nothing was changed.`,
  wrongKind: (fileName: string, chosenName: string) =>
    `${quoted(chosenName)} is another file than ${quoted(fileName)}. Nothing was changed.`,
  notKept: 'Not kept in this browser: closing this tab loses it.',
  uploaded: 'Uploaded',
  failed: 'Upload failed',
  more: (count: number) => `and ${counted(count, 'more file')}`,
} as const

/** The line under a file's name in the list, and in its row. */
export function statusText(item: UploadItem, secondsLeft?: number): string {
  const { state } = item
  switch (state.status) {
    case 'waiting':
      return waitingTexts[state.cause]
    case 'hashing':
      return `Checking the file… ${Math.floor((100 * state.hashedBytes) / Math.max(1, item.sizeBytes))} %`
    case 'uploading':
      return [amountText(item), ...(secondsLeft === undefined ? [] : [timeLeftText(secondsLeft)])].join(' · ')
    case 'paused':
      return item.storedBytes > 0 ? `Paused at ${percentOf(item)} %` : 'Paused'
    case 'retrying':
      return retryTexts[state.reason]
    case 'verifying':
      // It has left this device, and may stand in the line for long.
      return item.storedBytes < item.sizeBytes ? amountText(item) : `${percentOf(item)} % · being checked`
    case 'complete':
      return uploadsText.uploaded
    case 'failed':
      return failureTexts[state.code].short
    case 'cancelled':
      return 'Upload cancelled'
    default:
      return state satisfies never
  }
}

/** Of an upload that another device makes, as the server tells it. */
export function othersStatusText(
  {
    progress,
    status,
  }: { readonly progress: number; readonly status: 'uploading' | 'verifying' | 'complete' | 'failed' },
  sizeBytes: number,
): string {
  const percent = Math.floor(progress)
  switch (status) {
    case 'uploading':
      return `${percent} % of ${sizeText(sizeBytes)}`
    case 'verifying':
      return `${percent} % · being checked`
    case 'complete':
      return uploadsText.uploaded
    case 'failed':
      return uploadsText.failed
    default:
      return status satisfies never
  }
}

function amountText(item: UploadItem): string {
  return `${percentOf(item)} % of ${sizeText(item.sizeBytes)}`
}

const waitingTexts = {
  turn: 'Waiting for its turn',
  keeping: 'Being copied into this browser…',
  offline: 'Waiting for the network',
  'other-tab': 'Uploaded by another tab',
} as const

const retryTexts: Readonly<Record<RetryReason, string>> = {
  unreachable: 'Waiting for the server',
  'server-full': 'Server full, trying again',
  busy: 'Server busy, trying again',
  stalled: 'Line stalled, trying again',
  'signed-out': 'Goes on when you have signed in',
  unread: 'Not readable, trying again',
}

const failureTexts: Readonly<Record<UploadFailureCode, { readonly short: string; readonly whole: string }>> = {
  'too-large': { short: 'Too large', whole: 'is larger than this server takes.' },
  'wrong-type': { short: 'Not a video', whole: 'is no video, audio file or PDF, whatever its name says.' },
  'wrong-hash': { short: 'Damaged on the way', whole: 'arrived damaged, and was thrown away. Retry sends it again.' },
  'empty-file': { short: 'Empty file', whole: 'is empty.' },
  'not-allowed': { short: 'Not allowed', whole: 'was not taken: you may not upload to this course.' },
  'course-deleted': { short: 'Course deleted', whole: 'was not taken: the course is in the trash.' },
  refused: { short: 'Refused', whole: 'was refused by the server.' },
  'file-changed': { short: 'Changed on your disk', whole: 'has changed on your disk since you chose it.' },
  'file-gone': { short: 'File needed again', whole: 'is not in this browser any more.' },
}

/** One sentence for a file that was not uploaded, its name first. @param maxUploadBytes what the server takes, where that is known */
export function failureSentence(fileName: string, code: UploadFailureCode, maxUploadBytes?: number): string {
  if (code === 'too-large' && maxUploadBytes !== undefined)
    return `${quoted(fileName)} is larger than ${sizeText(maxUploadBytes)}.`
  return `${quoted(fileName)} ${failureTexts[code].whole}`
}

/** "40 s left": coarse, so that it does not flicker. */
export function timeLeftText(seconds: number): string {
  if (seconds < 60) return `${Math.max(5, Math.ceil(seconds / 5) * 5)} s left`
  if (seconds < 3600) return `${Math.round(seconds / 60)} min left`
  return `${(seconds / 3600).toFixed(seconds < 36_000 ? 1 : 0)} h left`
}

export interface TotalOfUploads {
  readonly complete: number
  /** Of all that is neither failed nor cancelled. */
  readonly count: number
  readonly failed: number
  readonly percent: number
  readonly storedBytes: number
  readonly sizeBytes: number
  readonly secondsLeft?: number
}

export const totalText = {
  title: ({ complete, count, failed }: TotalOfUploads) => {
    if (count === 0) return failed === 0 ? 'No uploads' : `${counted(failed, 'file')} not uploaded`
    return complete === count
      ? `${counted(count, 'file')} uploaded`
      : `${complete} of ${counted(count, 'file')} uploaded`
  },
  amount: ({ percent, storedBytes, sizeBytes, secondsLeft }: TotalOfUploads) =>
    [
      `${percent} %`,
      `${sizeText(storedBytes)} of ${sizeText(sizeBytes)}`,
      ...(secondsLeft === undefined ? [] : [timeLeftText(secondsLeft)]),
    ].join(' · '),
  failed: (count: number) => `${counted(count, 'file')} not uploaded`,
} as const

/** Spoken at the quarters. */
export const spokenUploads = {
  begun: (count: number) => `Uploading ${counted(count, 'file')}`,
  quarter: (percent: number) => `Uploads: ${percent} %`,
  done: (count: number) => `${counted(count, 'file')} uploaded`,
} as const

/** The chip, while a save waits for its files. */
export const awaitedText = {
  saving: (complete: number, total: number) => `Saving… ${complete} of ${counted(total, 'file')} uploaded`,
  paused: (complete: number, total: number) => `${complete} of ${counted(total, 'file')} uploaded · paused`,
  needed: (count: number) => `${counted(count, 'file is', 'files are')} needed again`,
  offline: (count: number) => `Offline · ${counted(count, 'file waits', 'files wait')} for the network`,
  detail:
    'Your changes are stored on the server. Their files are kept in this browser and go on by themselves, also after you have closed it.',
  detailUnkept:
    'Your changes are stored on the server. Keep this tab open until the files are uploaded: they could not be kept in this browser.',
  detailNeeded: 'Your changes are stored on the server. Choose the file again in the list of uploads.',
} as const

const reasons: Readonly<Record<UploadFailure, string>> = {
  cancelled: 'was cancelled',
  'too-large': 'is larger than this server takes',
  'empty-file': 'is empty',
  'not-allowed': 'was not allowed',
  refused: 'was refused by the server',
  'wrong-type': 'is no video, audio file or PDF',
  'wrong-hash': 'arrived damaged',
  expired: 'did not arrive in time',
  lost: 'was lost on the server',
  'foreign-upload': 'belongs to another author',
}

export interface FailedFile {
  readonly fileName: string
  readonly reason: string | undefined
}

/** Why a file did not come, as the end of a sentence. @param reason of the server's note; newer servers may know others */
export function failedFileText({ fileName, reason }: FailedFile, maxUploadBytes?: number): string {
  if (reason === 'too-large' && maxUploadBytes !== undefined)
    return `${shortName(fileName)} is larger than ${sizeText(maxUploadBytes)}`
  const known = Object.hasOwn(reasons, reason ?? '') ? reasons[reason as UploadFailure] : 'was refused by the server'
  return `${shortName(fileName)} ${known}`
}

const nameLength = 40

/** Its end says what it is. */
function shortName(fileName: string): string {
  return fileName.length <= nameLength
    ? fileName
    : `${fileName.slice(0, nameLength - 8).trimEnd()}…${fileName.slice(-7)}`
}

/** The toast of a save some of whose files did not come [U5]. */
export function failedFilesSentence(
  failed: readonly FailedFile[],
  { total, maxUploadBytes }: { readonly total: number; readonly maxUploadBytes?: number | undefined },
): string {
  const [first] = failed
  if (!first) return 'Saved.'
  const what = total === 1 ? 'The file' : `${failed.length} of ${counted(total, 'file')}`
  const names = failed.map(({ fileName }) => shortName(fileName))
  const which = failed.length === 1 ? failedFileText(first, maxUploadBytes) : namesText(names)
  return `Saved. ${what} could not be uploaded: ${which}.`
}

/** Of several saves together. */
export function failedCountSentence(failed: number, total: number): string {
  return `${failed} of ${counted(total, 'file')} could not be uploaded.`
}

const shownNames = 3

function namesText(names: readonly string[]): string {
  const rest = names.length - shownNames
  if (rest > 0) return `${names.slice(0, shownNames).join(', ')} and ${counted(rest, 'more file')}`
  return `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`
}

export const receiptFilesText = {
  title: 'Files',
  uploaded: (count: number) => `${counted(count, 'file')} uploaded`,
  underWay: (fileName: string, status: string) => `${fileName} is on its way: ${status}`,
  uploadedLater: (fileName: string) => `${fileName} was uploaded later.`,
} as const
