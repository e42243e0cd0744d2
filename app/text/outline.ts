/** What the outline says: labels, empty states, and what is spoken after a gesture. */
import type { Course } from '../../course/model.ts'
import { chaptersOf, videosOf } from '../../course/outline.ts'
import type { RowRef } from '../screens/course/row.ts'
import { chapterName, videoName } from './command.ts'
import { counted, quoted } from './words.ts'

export const outlineText = {
  label: 'Course outline',
  tree: 'Chapters and videos',
  toolbar: 'Outline tools',
  newChapter: 'New chapter',
  addChapter: 'Add chapter',
  addVideo: 'Add video',
  expandAll: 'Expand all',
  collapseAll: 'Collapse all',
  undo: 'Undo',
  redo: 'Redo',
  emptyOutline: 'Start with a chapter, or drop a folder of videos here: each file becomes a video.',
  emptyChapter: 'No videos yet. Drop files here.',
  courseTitle: 'Course title',
  chapterTitle: 'Chapter title',
  videoTitle: 'Video title',
  untitled: 'Untitled',
  untitledCourse: 'Untitled course',
  videoCount: (count: number) => (count === 0 ? 'No videos' : counted(count, 'video')),
  toggle: (title: string) => `Videos of ${quoted(title)}`,
  actionsOf: (title: string) => `Actions for ${quoted(title)}`,
  openLink: (title: string) => `Open the link of ${quoted(title)}`,
  noSource: 'No file or link',
  unfiled: 'Unfiled',
  unfiledHint: 'Their chapter was deleted while they were moved or added. Move them where they belong.',
  trash: 'Trash',
  showMore: (count: number) => `Show ${count} more`,
  restore: 'Restore',
  restoreNamed: (title: string) => `Restore ${quoted(title)}`,
  chapterKind: 'Chapter',
  videoKind: 'Video',
  rename: 'Rename',
  moveUp: 'Move up',
  moveDown: 'Move down',
  moveTo: 'Move to…',
  duplicate: 'Duplicate',
  delete: 'Delete',
} as const

export const moveText = {
  title: (title: string) => `Move ${quoted(title)}`,
  titleOfSeveral: (name: string) => `Move ${name}`,
  chapter: 'Chapter',
  place: 'Place',
  top: 'At the top',
  bottom: 'At the bottom',
  before: (title: string) => `Before ${quoted(title)}`,
  after: (title: string) => `After ${quoted(title)}`,
  move: 'Move',
  cancel: 'Cancel',
} as const

export const addVideoText = {
  title: (chapter: string) => `Add a video to ${quoted(chapter)}`,
  name: 'Title',
  nameMissing: 'Give the video a title.',
  link: 'Link (optional)',
  linkHint: 'The address of a video, for example https://example.org/intro.mp4',
  linkWrong: 'A link begins with https:// or http://',
  add: 'Add video',
  cancel: 'Cancel',
} as const

export const searchText = {
  label: 'Search titles',
  clear: 'Clear search',
  none: (query: string) => `No videos match ${quoted(query)}.`,
  count: ({ chapters, videos }: { readonly chapters: number; readonly videos: number }) =>
    chapters + videos === 0 ? 'Nothing found' : `Found ${counts({ chapters, videos })}`,
} as const

export const selectionText = {
  label: 'Selection',
  count: (count: number) => `${count.toLocaleString('en')} selected`,
  select: (title: string) => `Select ${quoted(title)}`,
  selectItem: 'Select',
  clear: 'Clear selection',
} as const

/** Spoken by the polite live region, with titles and places, never ids. */
export const spoken = {
  nameOf,
  placeOf,
  mixed: 'Chapters and videos cannot be moved together. Select only one kind.',
  cannotMove: (name: string) => `${name} cannot move further`,
  deleted: (name: string) => `${name} deleted. Undo brings ${name.startsWith('"') ? 'it' : 'them'} back.`,
  duplicated: (name: string) => `${name} duplicated`,
  restored: (name: string) => `${name} restored`,
  added: (name: string) => `${name} added`,
  undone: 'Undone',
  redone: 'Redone',
} as const

/** A title, or how many. */
function nameOf(course: Course, rows: readonly RowRef[]): string {
  const [first] = rows
  if (!first || rows.length > 1) return countOf(rows)
  return first.kind === 'chapter' ? chapterName(course, first.id) : videoName(course, first.id)
}

/** Where rows are that have just been moved. */
function placeOf(course: Course, rows: readonly RowRef[]): string {
  const name = nameOf(course, rows)
  const [first] = rows
  if (!first) return name
  const chapterId = course.videos.get(first.id)?.place[0] ?? ''
  const siblings = first.kind === 'chapter' ? chaptersOf(course) : videosOf(course, chapterId)
  const at = siblings.findIndex(({ id }) => id === first.id) + 1
  if (first.kind === 'video' && rows.length > 1) return `${name}, now in ${chapterName(course, chapterId)}`
  if (first.kind === 'video') return `${name}, now ${at} of ${siblings.length} in ${chapterName(course, chapterId)}`
  const which = rows.length > 1 ? `chapters ${at} to ${at + rows.length - 1}` : `chapter ${at}`
  return `${name}, now ${which} of ${siblings.length}`
}

function countOf(rows: readonly RowRef[]): string {
  const chapters = rows.filter(({ kind }) => kind === 'chapter').length
  return counts({ chapters, videos: rows.length - chapters })
}

function counts({ chapters, videos }: { readonly chapters: number; readonly videos: number }): string {
  if (chapters === 0) return counted(videos, 'video')
  return videos === 0 ? counted(chapters, 'chapter') : `${counted(chapters, 'chapter')} and ${counted(videos, 'video')}`
}
