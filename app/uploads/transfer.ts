/** One attempt under watch: what does not move is given up, so that it can be begun anew. */
import { Alarm } from '../session/alarm.ts'
import type { SessionClock } from '../session/session-seams.ts'
import { isLongAgo } from './long-ago.ts'
import { type AttemptContext, type AttemptOutcome, attemptUpload } from './upload-attempt.ts'

/** Nothing has moved for so long: the line is dead without having said so. */
const stallMs = 30_000
/** The server reads the whole file once more at the end. */
const verifyStallMs = 5 * 60_000

export interface Progress {
  readonly phase: 'hashing' | 'uploading' | 'verifying'
  /** Bytes that are hashed, or have left this device. */
  readonly doneBytes: number
  /** What the server says it has; undefined until it has said something in this attempt. */
  readonly storedBytes: number | undefined
  /** So many have left this device since the last time. */
  readonly movedBytes: number
}

type Watched = 'onHashed' | 'onSent' | 'onStored'

const begun: Progress = { phase: 'hashing', doneBytes: 0, storedBytes: undefined, movedBytes: 0 }

export interface TransferOptions extends Omit<AttemptContext, Watched> {
  readonly clock: SessionClock
  /** Not called after the signal. */
  readonly onProgress: (progress: Progress) => void
}

/** Rejects only for a bug. */
export async function transfer(options: TransferOptions): Promise<AttemptOutcome> {
  const { clock, onProgress } = options
  const begunAt = clock.now()
  const attempt = new AbortController()
  const { signal } = attempt
  options.signal.addEventListener('abort', () => attempt.abort())
  const stall = new Alarm(clock, () => attempt.abort())
  let progress = begun
  let lastBytes: number | undefined
  const moved = (change: Partial<Progress>) => {
    if (signal.aborted) return
    progress = { ...progress, ...change }
    stall.set(progress.phase === 'verifying' ? verifyStallMs : stallMs)
    onProgress(progress)
  }
  const sentTo = (doneBytes: number, change: Partial<Progress>) => {
    const movedBytes = Math.max(0, doneBytes - (lastBytes ?? doneBytes))
    lastBytes = doneBytes
    moved({ ...change, doneBytes, movedBytes })
  }
  stall.set(stallMs)
  const outcome = await attemptUpload({
    ...options,
    signal,
    onHashed: doneBytes => moved({ phase: 'hashing', doneBytes }),
    onHash: async sha256 => {
      moved({ phase: 'uploading', doneBytes: 0 })
      await options.onHash(sha256)
    },
    onSent: sent => sentTo(sent, { phase: sent < options.file.sizeBytes ? 'uploading' : 'verifying' }),
    onStored: storedBytes => sentTo(storedBytes, { phase: 'uploading', storedBytes }),
  }).finally(() => stall.clear())
  const hasStalled = outcome.kind === 'aborted' && !options.signal.aborted
  // A device that slept reads of what the server may have swept meanwhile [U7].
  const isOutdated = outcome.kind === 'complete' && isLongAgo(begunAt, clock)
  return hasStalled || isOutdated ? { kind: 'later', reason: 'stalled' } : outcome
}
