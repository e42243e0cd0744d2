/** What the learner's preview says. */
import { counted, quoted } from './words.ts'

export const previewText = {
  action: 'Preview as a learner',
  /** @param unsaved changes of the draft */
  label: (unsaved: number) => (unsaved === 0 ? 'Preview' : `Preview · includes ${counted(unsaved, 'unsaved change')}`),
  hint: 'The course as a learner sees it. Nothing can be changed here.',
  back: 'Back to editing',
  contents: 'Contents',
  size: (chapters: number, videos: number) => `${counted(chapters, 'chapter')} · ${counted(videos, 'video')}`,
  start: 'Start the course',
  place: (index: number, count: number, chapter: string) => `${index} of ${count} in ${quoted(chapter)}`,
  open: (host: string) => `Open on ${host}`,
  noSource: 'This video has no file or link yet.',
  lessons: 'Go through the course',
  previous: 'Previous',
  next: 'Next',
  toPrevious: (title: string) => `Previous: ${title}`,
  toNext: (title: string) => `Next: ${title}`,
  end: 'This is the last video of the course.',
  emptyChapter: 'No videos yet.',
  empty: 'There is nothing to learn here yet. Add chapters and videos, and they show here.',
  untitled: 'Untitled',
} as const
