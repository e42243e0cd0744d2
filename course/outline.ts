/** The course as it is shown: what is alive, in order, what is unfiled and what is in the trash [C3]. */
import type { Chapter, Course, Video } from './model.ts'
import { comparePositions } from './position.ts'

export interface OutlineChapter {
  readonly chapter: Chapter
  readonly videos: readonly Video[]
}

export interface Outline {
  readonly chapters: readonly OutlineChapter[]
  /** Live videos whose chapter is deleted or unknown. */
  readonly unfiled: readonly Video[]
  readonly trash: { readonly chapters: readonly OutlineChapter[]; readonly videos: readonly Video[] }
}

/**
 * A video is in the trash if it has its own `deleted`, or if its chapter is deleted and its author saw it there: is
 * listed in `videoIds`, and the video is still placed in that chapter.
 */
export function isTrashed(course: Course, video: Video): boolean {
  const { deleted } = course.chapters.get(video.place[0]) ?? {}
  return video.deleted !== undefined || (deleted?.videoIds.includes(video.id) ?? false)
}

export function compareVideos(a: Video, b: Video): number {
  return comparePositions({ id: a.id, position: a.place[1] }, { id: b.id, position: b.place[1] })
}

/** The live videos placed in a chapter, in order. Passes over all videos: for every chapter, use `outlineOf`. */
export function videosOf(course: Course, chapterId: string): Video[] {
  const trashedWithIt = new Set(course.chapters.get(chapterId)?.deleted?.videoIds)
  const isThere = (video: Video) => video.place[0] === chapterId && !video.deleted && !trashedWithIt.has(video.id)
  return [...course.videos.values()].filter(isThere).sort(compareVideos)
}

/** The live chapters, in order. */
export function chaptersOf(course: Course): Chapter[] {
  return [...course.chapters.values()].filter(chapter => !chapter.deleted).sort(comparePositions)
}

/** One pass over the course. Chapters and videos that did not change are the same objects as in the course. */
export function outlineOf(course: Course): Outline {
  const placed = new Map<string, { live: Video[]; trashed: Video[] }>()
  const unfiled: Video[] = []
  const trashedVideos: Video[] = []
  const trashedWithChapter = trashSets(course)
  for (const id of course.chapters.keys()) placed.set(id, { live: [], trashed: [] })
  for (const video of course.videos.values()) {
    const chapter = course.chapters.get(video.place[0])
    const lists = placed.get(video.place[0])
    if (video.deleted) trashedVideos.push(video)
    else if (chapter?.deleted && trashedWithChapter.get(chapter.id)?.has(video.id)) lists?.trashed.push(video)
    else if (!chapter || chapter.deleted) unfiled.push(video)
    else lists?.live.push(video)
  }
  const entry = (chapter: Chapter, list: 'live' | 'trashed') => ({
    chapter,
    videos: (placed.get(chapter.id)?.[list] ?? []).sort(compareVideos),
  })
  const deleted = [...course.chapters.values()].filter(chapter => chapter.deleted).sort(comparePositions)
  return {
    chapters: chaptersOf(course).map(chapter => entry(chapter, 'live')),
    unfiled: unfiled.sort(compareVideos),
    trash: { chapters: deleted.map(chapter => entry(chapter, 'trashed')), videos: trashedVideos.sort(compareVideos) },
  }
}

/**
 * The outline of a later course, with every list and entry of the earlier one that is still right: while a title is
 * typed, one entry is made anew and not the outline of fifty thousand videos.
 */
export function outlineAfter(before: Course, outline: Outline, course: Course): Outline {
  if (before.chapters === course.chapters && before.videos === course.videos) return outline
  const retitled = retitledSince(before, course)
  if (retitled) return withRetitled(outline, retitled)
  const fresh = outlineOf(course)
  const known = new Map(outline.chapters.map(entry => [entry.chapter.id, entry]))
  const chapters = fresh.chapters.map(entry => shared(known.get(entry.chapter.id), entry))
  return { ...fresh, chapters, unfiled: isSameList(outline.unfiled, fresh.unfiled) ? outline.unfiled : fresh.unfiled }
}

/** What changed, by id; undefined where something came, went, moved, was deleted or restored. */
function retitledSince(before: Course, course: Course): ReadonlyMap<string, Chapter | Video> | undefined {
  if (before.chapters.size !== course.chapters.size || before.videos.size !== course.videos.size) return undefined
  const changed = new Map<string, Chapter | Video>()
  for (const chapter of before.chapters === course.chapters ? [] : course.chapters.values()) {
    const earlier = before.chapters.get(chapter.id)
    if (earlier === chapter) continue
    if (earlier?.position !== chapter.position || earlier.deleted !== chapter.deleted) return undefined
    changed.set(chapter.id, chapter)
  }
  for (const video of before.videos === course.videos ? [] : course.videos.values()) {
    const earlier = before.videos.get(video.id)
    if (earlier === video) continue
    if (earlier?.deleted !== video.deleted || earlier?.place.join() !== video.place.join()) return undefined
    changed.set(video.id, video)
  }
  return changed
}

function withRetitled(outline: Outline, changed: ReadonlyMap<string, Chapter | Video>): Outline {
  const homes = new Set([...changed.values()].map(entity => ('place' in entity ? entity.place[0] : entity.id)))
  const videoOf = (video: Video) => (changed.get(video.id) ?? video) as Video
  const entryOf = (entry: OutlineChapter) =>
    homes.has(entry.chapter.id)
      ? shared(entry, {
          chapter: (changed.get(entry.chapter.id) ?? entry.chapter) as Chapter,
          videos: entry.videos.map(videoOf),
        })
      : entry
  const { chapters, unfiled, trash } = outline
  return {
    chapters: chapters.map(entryOf),
    unfiled: unfiled.some(({ id }) => changed.has(id)) ? unfiled.map(videoOf) : unfiled,
    trash: { chapters: trash.chapters.map(entryOf), videos: trash.videos.map(videoOf) },
  }
}

/** The known entry or its list of videos, where they say the same. */
function shared(known: OutlineChapter | undefined, entry: OutlineChapter): OutlineChapter {
  if (!known || !isSameList(known.videos, entry.videos)) return entry
  return known.chapter === entry.chapter ? known : { ...entry, videos: known.videos }
}

function isSameList(a: readonly unknown[], b: readonly unknown[]): boolean {
  return a.length === b.length && a.every((item, index) => item === b[index])
}

function trashSets(course: Course): Map<string, ReadonlySet<string>> {
  const sets = new Map<string, ReadonlySet<string>>()
  for (const { id, deleted } of course.chapters.values()) if (deleted) sets.set(id, new Set(deleted.videoIds))
  return sets
}
