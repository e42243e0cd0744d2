/** The uploads of the open course, for whatever shows them. */
import { createContext, use, useCallback, useSyncExternalStore } from 'react'
import type { UploadItem, UploadsSnapshot } from '../../uploads/upload-state.ts'
import type { UploadAction } from './upload-actions.ts'
import type { ShownUploads, UploadMark, UploadMarks } from './upload-marks.ts'

/** What an author can do about them. */
export interface UploadGestures {
  /** `choose-again` opens the browser's dialog: to be called in a gesture. */
  act(action: UploadAction, item: UploadItem): void
  pauseAll(): void
  resumeAll(): void
  retryFailed(): void
  /** Asks the browser for room for what it could not keep. */
  keepAgain(): void
  /** Whether nothing that is not stored yet refers to it. */
  canRemove(uploadId: string): boolean
}

export interface UploadsOnScreen {
  readonly marks: UploadMarks
  /** Undefined until the engine is loaded. */
  readonly own?: ShownUploads & { readonly gestures: UploadGestures; readonly maxUploadBytes: () => number | undefined }
}

/** Undefined where nothing of uploads is shown. */
export const UploadsOnScreenContext = createContext<UploadsOnScreen | undefined>(undefined)

export function useUploadsOnScreen(): UploadsOnScreen | undefined {
  return use(UploadsOnScreenContext)
}

/** Draws its caller again only when something about this video's upload changes. */
export function useUploadMark(videoId: string): UploadMark | undefined {
  const marks = useUploadsOnScreen()?.marks
  const subscribe = useCallback(
    (listener: () => void) => marks?.subscribe(videoId, listener) ?? (() => undefined),
    [marks, videoId],
  )
  return useSyncExternalStore(subscribe, () => marks?.get(videoId))
}

const nothing: UploadsSnapshot = {
  items: [],
  totals: { sizeBytes: 0, storedBytes: 0, unfinished: 0, bytesPerSecond: 0 },
}

/** All of this browser's, ten times a second at most. */
export function useOwnUploads(): UploadsSnapshot {
  const own = useUploadsOnScreen()?.own
  return useSyncExternalStore(own?.subscribe ?? never, own?.getSnapshot ?? (() => nothing))
}

function never(): () => void {
  return () => undefined
}
