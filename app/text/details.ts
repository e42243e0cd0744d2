/** What the details panel says. */
import { counted, dayAndTimeOf, quoted } from './words.ts'

const units = ['kB', 'MB', 'GB', 'TB'] as const

export const detailsText = {
  empty: 'Go to a chapter or a video, and its details show here.',
  untitled: 'Untitled',
  chapter: 'Chapter',
  video: 'Video',
  kind: 'Kind',
  place: 'Place',
  videos: 'Videos',
  link: 'Link',
  file: 'File',
  size: 'Size',
  type: 'Type',
  captions: 'Captions',
  noSource: 'No file or link yet',
  chapterPlace: (index: number, count: number) => `${index} of ${counted(count, 'chapter')}`,
  videoPlace: (index: number, count: number, chapter: string) => `${index} of ${count} in ${quoted(chapter)}`,
  unfiled: 'Unfiled: its chapter was deleted',
  trash: (by: string, at: number) => `In the trash. ${by || 'Somebody'} deleted it on ${dayAndTimeOf(at)}.`,
  trashed: 'In the trash, with its chapter.',
  selected: (chapters: number, videos: number) => {
    const counts = [chapters > 0 && counted(chapters, 'chapter'), videos > 0 && counted(videos, 'video')]
    return `${counts.filter(Boolean).join(' and ')} selected`
  },
  inChapters: (count: number) => `In ${counted(count, 'chapter')}`,
  open: (host: string) => `Open on ${host}`,
  openHint: 'Opens in another tab.',
} as const

/** In units of 1,000 bytes, as file managers show them. */
export function sizeText(sizeBytes: number): string {
  if (sizeBytes < 1000) return counted(sizeBytes, 'byte')
  let [size, unit] = [sizeBytes / 1000, 0]
  while (size >= 999.5 && unit < units.length - 1) {
    size /= 1000
    unit++
  }
  return `${size < 10 ? size.toFixed(1) : Math.round(size)} ${units[unit]}`
}
