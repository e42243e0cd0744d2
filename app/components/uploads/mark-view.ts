/** What a mark says: the same words in a row and in the list. */
import { failureSentence, othersStatusText, statusText, uploadsText } from '../../text/uploads-showing.ts'
import { isUnfinished, isUnkept, percentOf, type UploadItem } from '../../uploads/upload-state.ts'
import type { BarLook } from './upload-bar.tsx'
import type { UploadMark } from './upload-marks.ts'

export interface MarkView {
  readonly text: string
  /** Where there is more to say. */
  readonly detail?: string
  readonly look: BarLook
  readonly percent: number
  /** There is a way to go, whether or not it moves. */
  readonly isUnderWay: boolean
}

interface ViewOptions {
  readonly secondsLeft?: number | undefined
  readonly maxUploadBytes?: number | undefined
}

export function viewOfItem(item: UploadItem, { secondsLeft, maxUploadBytes }: ViewOptions = {}): MarkView {
  const { state } = item
  const text = statusText(item, secondsLeft)
  const percent = percentOf(item)
  if (state.status === 'failed') {
    return {
      text,
      detail: failureSentence(item.fileName, state.code, maxUploadBytes),
      look: 'problem',
      percent,
      isUnderWay: false,
    }
  }
  const isUnderWay = isUnfinished(item)
  const isMoving = ['hashing', 'uploading', 'verifying'].includes(state.status)
  const look = state.status === 'complete' ? 'done' : isMoving ? 'moving' : 'still'
  return { text, ...(isUnkept(item) && notKept), look, percent, isUnderWay }
}

const notKept = { detail: uploadsText.notKept }

/** @param sizeBytes of the video's file, as the course says */
export function viewOfMark(mark: UploadMark, sizeBytes: number, maxUploadBytes?: number): MarkView {
  if (mark.kind === 'own') return viewOfItem(mark.item, { secondsLeft: mark.secondsLeft, maxUploadBytes })
  const { progress, status } = mark.upload
  const look = status === 'complete' ? 'done' : status === 'failed' ? 'problem' : 'moving'
  const isUnderWay = look === 'moving'
  return { text: othersStatusText(mark.upload, sizeBytes), look, percent: Math.floor(progress), isUnderWay }
}
