/** The uploads of this browser as one. Pure. */
import type { TotalOfUploads } from '../../text/uploads-showing.ts'
import type { UploadsSnapshot } from '../../uploads/upload-state.ts'

export function totalOf({ items, totals }: UploadsSnapshot): TotalOfUploads {
  const statuses = items.map(({ state }) => state.status)
  const failed = statuses.filter(status => status === 'failed').length
  const count = statuses.filter(status => status !== 'failed' && status !== 'cancelled').length
  const complete = statuses.filter(status => status === 'complete').length
  const { sizeBytes, storedBytes, secondsLeft } = totals
  const percent = sizeBytes === 0 ? 0 : Math.floor((100 * storedBytes) / sizeBytes)
  return {
    ...{ complete, count, failed, storedBytes, sizeBytes },
    // All bytes are there before the last file is verified.
    percent: complete === count && count > 0 ? 100 : Math.min(99, percent),
    ...(secondsLeft !== undefined && { secondsLeft }),
  }
}

/** The quarter that was reached last; undefined while nothing is uploaded. */
export type Quarter = 0 | 25 | 50 | 75 | 100

export function quarterOf({ count, percent }: TotalOfUploads): Quarter | undefined {
  if (count === 0) return undefined
  return ([100, 75, 50, 25] as const).find(quarter => percent >= quarter) ?? 0
}
