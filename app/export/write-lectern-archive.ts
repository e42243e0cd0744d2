import type { Chapter, Course, Video } from '../../course/model.ts'
import { compareVideos } from '../../course/outline.ts'
import { comparePositions } from '../../course/position.ts'
import { lecternFormat, lecternVersion } from '../import/lectern-archive.ts'
import { gzip } from './gzip.ts'

/**
 * The whole course as a Lectern archive, trash and unfiled videos included.
 *
 * @param exportedAt ms since 1970, this device's clock
 */
export function writeLecternArchive(course: Course, exportedAt: number): Promise<Blob> {
  return gzip(new Blob([archiveText(course, exportedAt)]).stream())
}

/** One entity a line, in the order of the outline: two archives of a course can be compared as text. */
function archiveText({ info, chapters, videos }: Course, exportedAt: number): string {
  const order = [...chapters.values()].sort(comparePositions)
  const rank = new Map(order.map(({ id }, index) => [id, index]))
  const rankOf = ({ place }: Video) => rank.get(place[0]) ?? order.length
  const placed = [...videos.values()].sort((a, b) => rankOf(a) - rankOf(b) || compareVideos(a, b))
  return `{
"format": ${JSON.stringify(lecternFormat)},
"version": ${lecternVersion},
"exportedAt": ${exportedAt},
"course": ${JSON.stringify(info)},
"chapters": ${linesOf(order)},
"videos": ${linesOf(placed)}
}
`
}

function linesOf(entities: readonly (Chapter | Video)[]): string {
  return `[\n${entities.map(entity => JSON.stringify(entity)).join(',\n')}\n]`
}
