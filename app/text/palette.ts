/** What the command palette says. */
import { quoted } from './words.ts'

export const paletteText = {
  label: 'Command palette',
  action: 'Go to anything…',
  searchCourse: 'Search actions, chapters, videos and courses',
  searchList: 'Search courses and actions',
  found: 'Found',
  nothing: (query: string) => (query.trim() ? `Nothing matches ${quoted(query)}.` : 'Nothing to choose from.'),
  groups: { actions: 'Actions', chapters: 'Chapters', videos: 'Videos', courses: 'Courses' },
  allCourses: 'All courses',
} as const
