/** What the tree shows: a group of rows for each chapter, and one for what is unfiled. Pure. */
import type { Chapter, Video } from '../../../../course/model.ts'
import type { Outline, OutlineChapter } from '../../../../course/outline.ts'
import { type RowRef, rowName } from '../row.ts'

/** The key of the group of unfiled videos; those of rows are `rowName`s. */
export const unfiledKey = 'unfiled:'

export interface RowGroup {
  readonly key: string
  /** Undefined for what is unfiled. */
  readonly chapter?: Chapter
  /** All of it, also while it is closed; while something is searched, only what matches. */
  readonly videos: readonly Video[]
  /** Whatever is searched. */
  readonly all: readonly Video[]
  readonly isOpen: boolean
}

export interface Shown {
  readonly isExpanded: (chapterId: string) => boolean
  /** Ids of what is searched, with the chapters it is in; undefined: everything. */
  readonly found: ReadonlySet<string> | undefined
  /** Stays whatever is searched: somebody types in it. */
  readonly held: RowRef | undefined
}

export function groupsOf({ chapters, unfiled }: Outline, shown: Shown): RowGroup[] {
  const groups = chapters.flatMap(entry => chapterGroup(entry, shown) ?? [])
  const videos = matching(unfiled, shown)
  if (videos.length === 0) return groups
  return [...groups, { key: unfiledKey, videos, all: unfiled, isOpen: true }]
}

function chapterGroup({ chapter, videos }: OutlineChapter, shown: Shown): RowGroup | undefined {
  const key = rowName({ kind: 'chapter', id: chapter.id })
  if (!shown.found) return { key, chapter, videos, all: videos, isOpen: shown.isExpanded(chapter.id) }
  const found = matching(videos, shown)
  const isHeld = shown.held?.id === chapter.id
  if (found.length === 0 && !isHeld && !shown.found.has(chapter.id)) return undefined
  return { key, chapter, videos: found, all: videos, isOpen: found.length > 0 }
}

function matching(videos: readonly Video[], { found, held }: Shown): readonly Video[] {
  return found ? videos.filter(({ id }) => found.has(id) || held?.id === id) : videos
}
