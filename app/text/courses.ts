/** What the course list says of its courses: search, trash, and the menu of a course. */
import { quoted } from './words.ts'

export const coursesText = {
  list: 'Your courses',
  search: 'Search courses',
  clearSearch: 'Clear search',
  noMatch: (query: string) => `No courses match ${quoted(query)}.`,
  actionsOf: (title: string) => `Actions for ${quoted(title)}`,
  toTrash: 'Move to trash',
  trash: 'Trash',
  inTrash: (when: string) => `Moved to the trash ${when}`,
  restore: 'Restore',
  restoreNamed: (title: string) => `Restore ${quoted(title)}`,
  undo: 'Undo',
  trashed: (title: string) => `Course ${quoted(title)} moved to the trash`,
  restored: (title: string) => `Course ${quoted(title)} restored`,
  trashFailed: (title: string) =>
    `${quoted(title)} is still in your list: the trash is on the server, which cannot be reached now. Try again when you are online.`,
  restoreFailed: (title: string) =>
    `${quoted(title)} is still in the trash, which is on the server, and that cannot be reached now. Try again when you are online.`,
} as const
