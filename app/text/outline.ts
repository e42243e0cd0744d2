/** What the outline says: labels, empty states, and what is spoken after a gesture. */
import type { Course } from '../../course/model.ts'
import { chaptersOf, videosOf } from '../../course/outline.ts'
import { chapterName, videoName } from './command.ts'
import { counted, quoted } from './words.ts'

export const outlineText = {
  label: 'Course outline',
  toolbar: 'Outline tools',
  newChapter: 'New chapter',
  addChapter: 'Add chapter',
  addVideo: 'Add video',
  expandAll: 'Expand all',
  collapseAll: 'Collapse all',
  undo: 'Undo',
  redo: 'Redo',
  emptyOutline: 'Start with a chapter.',
  emptyChapter: 'No videos yet.',
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
  restore: 'Restore',
  restoreNamed: (title: string) => `Restore ${quoted(title)}`,
  chapterKind: 'Chapter',
  videoKind: 'Video',
  rename: 'Rename',
  moveUp: 'Move up',
  moveDown: 'Move down',
  moveTo: 'Move to…',
  delete: 'Delete',
} as const

export const moveText = {
  title: (title: string) => `Move ${quoted(title)}`,
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

/** Spoken by the polite live region, with titles and places, never ids. */
export const spoken = {
  videoPlace: (course: Course, videoId: string) => {
    const chapterId = course.videos.get(videoId)?.place[0] ?? ''
    const siblings = videosOf(course, chapterId)
    const index = siblings.findIndex(({ id }) => id === videoId)
    return `${videoName(course, videoId)}, now ${index + 1} of ${siblings.length} in ${chapterName(course, chapterId)}`
  },
  chapterPlace: (course: Course, chapterId: string) => {
    const siblings = chaptersOf(course)
    const index = siblings.findIndex(({ id }) => id === chapterId)
    return `${chapterName(course, chapterId)}, now chapter ${index + 1} of ${siblings.length}`
  },
  cannotMove: (name: string) => `${name} cannot move further`,
  deleted: (name: string) => `${name} deleted. Undo brings it back.`,
  restored: (name: string) => `${name} restored`,
  added: (name: string) => `${name} added`,
  undone: 'Undone',
  redone: 'Redone',
} as const
