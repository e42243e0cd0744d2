/** What the screens say around the course: list, headers, dialogs, failures. */
import { counted, quoted } from './words.ts'

export const appText = {
  name: 'Lectern',
  skip: 'Skip to the content',
  notFound: 'There is no such page.',
  toCourses: 'All courses',
  author: (name: string) => `Your name: ${name}`,
  authorTitle: 'Your name',
  authorHint: 'Others see it beside what you save.',
  authorLabel: 'Name',
  save: 'Save',
  cancel: 'Cancel',
  close: 'Close',
  newAuthor: 'Author',
  partNotLoaded: 'This part of Lectern could not be loaded. Your work is safe. Open it again when you are online.',
  broken: 'Something in Lectern broke. What you have saved is safe in this browser.',
  brokenUnkept:
    'Something in Lectern broke, and this browser could not keep your changes: download a copy before you reload.',
  reload: 'Reload',
  noStorage:
    'This browser does not let Lectern keep anything on this device, so nothing could be saved here. Allow storage for this site, or leave private browsing, and open the page again.',
} as const

export const courseListText = {
  title: 'Courses',
  empty: 'No courses yet. Create one, or import one from Lectern or Open edX.',
  loading: 'Loading your courses…',
  deviceOnly: 'The server cannot be reached. These are the courses on this device; you can go on working.',
  create: 'New course',
  createTitle: 'Create a course',
  createLabel: 'Title',
  createMissing: 'Give the course a title.',
  createAction: 'Create',
  changed: (when: string) => `Changed ${when}`,
  opened: (when: string) => `On this device · opened ${when}`,
  failed: 'The course could not be created on this device. Nothing was changed: free some space and try again.',
} as const

export const importText = {
  title: 'Import a course',
  hint: 'Choose a Lectern archive (.lectern) or a course exported from Open edX (.tar.gz). You see what comes in before anything is saved.',
  choose: 'Choose a file',
  drop: 'or drop it here',
  reading: 'Reading the archive…',
  failed: (reason: string) => `Nothing was imported: ${reason}. Choose another file.`,
  notRead:
    'Nothing was imported: Lectern could not read the archive. Choose it again when you are online, or choose another file.',
  preview: (title: string, chapters: number, videos: number) =>
    `${quoted(title)} with ${counted(chapters, 'chapter')} and ${counted(videos, 'video')}`,
  kinds: { imported: 'Comes in', flattened: 'Comes in differently', 'left-out': 'Stays out', problem: 'Problems' },
  action: 'Import',
  saving: 'Importing…',
  other: 'Another file',
} as const

export const courseText = {
  opening: 'Opening the course…',
  empty: 'Waiting for the course. It is not on this device yet; it opens as soon as the server is reached.',
  failed: 'This course could not be opened on this device. Nothing was changed or lost.',
  menu: 'Course menu',
  discard: 'Discard changes',
  discardTitle: (count: number) => `Discard ${counted(count, 'unsaved change')}?`,
  discardHint: 'The course goes back to what was last saved. Undo brings your changes back.',
  discardAction: 'Discard',
  keep: 'Keep them',
  history: 'History',
  download: 'Download a copy of my changes',
  autosave: 'Autosave',
  shortcuts: 'Keyboard shortcuts',
  reviewTitle: 'What could not be stored',
  downloadCopy: 'Download a copy',
} as const
