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

/** "4:05", "1:02:03". */
export function clockText(seconds: number): string {
  const whole = Math.round(seconds)
  const [hours, minutes] = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60]
  const two = (part: number) => String(part).padStart(2, '0')
  return hours > 0 ? `${hours}:${two(minutes)}:${two(whole % 60)}` : `${minutes}:${two(whole % 60)}`
}
