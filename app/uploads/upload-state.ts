/** What is shown of an upload: plain data. Sentences stand in app/text. */

/** Final until the author does something. */
export const uploadFailureCodes = [
  'too-large',
  'wrong-type',
  'wrong-hash',
  'empty-file',
  'not-allowed',
  'course-deleted',
  /** Any other refusal of the server's. */
  'refused',
  /** The file on the author's disk is another than the one that was chosen; `provide` goes on with the right one. */
  'file-changed',
  /** This browser no longer has it; `provide` goes on with the file chosen again. */
  'file-gone',
] as const
export type UploadFailureCode = (typeof uploadFailureCodes)[number]

/** What passes by itself. `unread`: this browser's database refused to give the file. */
export type RetryReason = 'unreachable' | 'server-full' | 'busy' | 'stalled' | 'signed-out' | 'unread'

export type UploadState =
  /** `keeping`: being copied into this browser. `other-tab`: that one sends it. */
  | { readonly status: 'waiting'; readonly cause: 'turn' | 'keeping' | 'offline' | 'other-tab' }
  | { readonly status: 'hashing'; readonly hashedBytes: number }
  /** `storedBytes` survive power loss on the server; `sentBytes` have left this device. */
  | { readonly status: 'uploading'; readonly sentBytes: number; readonly storedBytes: number }
  | { readonly status: 'paused' }
  /** Tried again at `at`, ms since 1970, or as soon as the network is back. */
  | { readonly status: 'retrying'; readonly at: number; readonly reason: RetryReason }
  /** All bytes are sent; the server looks into them. */
  | { readonly status: 'verifying' }
  /** The server has verified and committed it. `knownUploadId`: it had the same bytes before; the video refers to that one. */
  | { readonly status: 'complete'; readonly knownUploadId?: string }
  | { readonly status: 'failed'; readonly code: UploadFailureCode }
  | { readonly status: 'cancelled' }

export interface UploadItem {
  readonly uploadId: string
  readonly videoId: string
  readonly fileName: string
  readonly sizeBytes: number
  readonly type: string
  /** False: there is no room in this browser; the file is lost to it when this tab closes. */
  readonly isKept: boolean
  /** What the server has for certain, as far as this tab knows. */
  readonly storedBytes: number
  readonly state: UploadState
}

export interface UploadTotals {
  /** Of all that is not cancelled or failed. */
  readonly sizeBytes: number
  readonly storedBytes: number
  readonly unfinished: number
  /** Of what is sent now; 0 while nothing is. */
  readonly bytesPerSecond: number
  /** Undefined while nothing is sent. */
  readonly secondsLeft?: number
}

export interface UploadsSnapshot {
  /** In the order they were chosen. Items that did not change are the same objects as before. */
  readonly items: readonly UploadItem[]
  readonly totals: UploadTotals
}

/** 0 to 100, whole, of what the server has stored; 100 only when it has verified and committed the file [U3]. */
export function percentOf({ state, storedBytes, sizeBytes }: UploadItem): number {
  if (state.status === 'complete') return 100
  return sizeBytes === 0 ? 0 : Math.min(99, Math.floor((100 * storedBytes) / sizeBytes))
}

/** Still to come, without the author doing anything but resuming. */
export function isUnfinished({ state: { status } }: UploadItem): boolean {
  return status !== 'complete' && status !== 'failed' && status !== 'cancelled'
}

/** What an author can do about a file that did not come. */
export type Remedy = 'retry' | 'choose-again' | 'none'

/** None where the server does not take such a file: it would be refused again, another one has to be chosen. */
export function remedyOf(state: UploadState): Remedy {
  if (state.status !== 'failed' || ['too-large', 'wrong-type', 'empty-file'].includes(state.code)) return 'none'
  return state.code === 'file-gone' || state.code === 'file-changed' ? 'choose-again' : 'retry'
}

/** There was no room for it in this browser, and the server has not all of it: it is lost with this tab. */
export function isUnkept(item: UploadItem): boolean {
  const isBeingKept = item.state.status === 'waiting' && item.state.cause === 'keeping'
  return !item.isKept && isUnfinished(item) && !isBeingKept
}

export function totalsOf(items: readonly UploadItem[], bytesPerSecond: number): UploadTotals {
  const unfinished = items.filter(isUnfinished)
  const counted = items.filter(({ state }) => state.status !== 'failed' && state.status !== 'cancelled')
  const sizeBytes = sum(counted.map(item => item.sizeBytes))
  const storedBytes = sum(counted.map(item => (item.state.status === 'complete' ? item.sizeBytes : item.storedBytes)))
  const isMoving = bytesPerSecond > 0 && unfinished.length > 0
  return {
    sizeBytes,
    storedBytes,
    unfinished: unfinished.length,
    bytesPerSecond: isMoving ? bytesPerSecond : 0,
    ...(isMoving && { secondsLeft: (sizeBytes - storedBytes) / bytesPerSecond }),
  }
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0)
}
