/** What the pasting of a list says. */
import type { PasteNotes } from '../import/paste/read-pasted-list.ts'
import { counted, quoted } from './words.ts'

export const pasteText = {
  action: 'Paste a list…',
  title: 'Paste a list',
  label: 'List',
  hint: 'One line for each chapter, its videos below it: indented, with dashes, or under headings (##). Links become links.',
  example: 'Basics\n  Rope\n  Ends https://example.org/ends.mp4\nHitches\n  Clove hitch',
  addAs: 'Add these lines as',
  asChapters: 'Chapters',
  asVideosOf: (chapter: string) => `Videos of ${quoted(chapter)}`,
  found: (chapters: number, videos: number) => foundOf(chapters, videos),
  more: (count: number) => `and ${counted(count, 'more line')}`,
  preview: 'What will be added',
  notes: 'What is different',
  add: 'Add to the course',
  cancel: 'Cancel',
  empty: 'Nothing to add yet.',
  emptyTried: 'Paste or type a list first: one line for each chapter or video.',
  tooLong: 'This text is longer than a list may be here (a million characters). Paste a part of it.',
  tooMany: 'This list has more than 5,000 lines. Paste it in parts.',
  added: (chapters: number, videos: number) => `${foundOf(chapters, videos)} added`,
} as const

function foundOf(chapters: number, videos: number): string {
  if (chapters === 0) return counted(videos, 'video')
  return videos === 0 ? counted(chapters, 'chapter') : `${counted(chapters, 'chapter')} and ${counted(videos, 'video')}`
}

const shownLines = 3

/** One sentence each; none where everything is taken as it stands. */
export function noteSentences({ courseTitle, unread, deeper, cut, links }: PasteNotes): string[] {
  return [
    courseTitle === undefined
      ? ''
      : `${quoted(courseTitle)} stands above all chapters: the course keeps its own title.`,
    deeper === 0 ? '' : `${counted(deeper, 'line')} below a video: added to its chapter like the others.`,
    links === 0 ? '' : `${counted(links, 'link')} left out: chapters have none, and a video's begins with http.`,
    cut === 0 ? '' : `${counted(cut, 'title')} shortened to 1,000 characters.`,
    unread.length === 0 ? '' : `${counted(unread.length, 'line')} left out, part of no list: ${linesOf(unread)}`,
  ].filter(sentence => sentence !== '')
}

function linesOf(unread: PasteNotes['unread']): string {
  const shown = unread.slice(0, shownLines).map(({ number, text }) => `${quoted(text)} (line ${number})`)
  return unread.length > shownLines ? `${shown.join(', ')} …` : `${shown.join(', ')}.`
}
