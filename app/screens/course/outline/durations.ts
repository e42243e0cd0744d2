/** How long videos are, where the server has measured them. Pure. */
import type { Video } from '../../../../course/model.ts'

/** Seconds, by the video's id; undefined where they are not known. */
export type DurationOf = (videoId: string) => number | undefined

/** The whole length in seconds; undefined unless that of every video is known. */
export function totalDuration(videos: readonly Video[], durationOf: DurationOf): number | undefined {
  let total = 0
  for (const { id } of videos) {
    const seconds = durationOf(id)
    if (seconds === undefined) return undefined
    total += seconds
  }
  return videos.length > 0 ? total : undefined
}
