/** What the export says: its formats, and what each of them cannot carry. */
import { counted } from './words.ts'

export const exportText = {
  action: 'Export…',
  title: 'Export the course',
  draft: (count: number) =>
    `What you see is exported, your ${counted(count, 'unsaved change')} included. The history is not.`,
  saved: 'What you see is exported. The history is not.',
  formats: {
    lectern: {
      name: 'Lectern archive',
      hint: 'The whole course with its trash. Importing it into Lectern gives the same course.',
      extension: 'lectern',
    },
    olx: {
      name: 'Open edX archive',
      hint: 'A section for each chapter, a unit for each video. For Open edX Studio and for Lectern.',
      extension: 'tar.gz',
    },
    markdown: {
      name: 'Markdown outline',
      hint: 'Titles and links as text, to read, print or send. Pasting it makes the same outline.',
      extension: 'md',
    },
  },
  download: 'Download',
  downloadNamed: (format: string) => `Download the ${format}`,
  working: 'Making the file…',
  done: (fileName: string) => `${fileName} is in your downloads.`,
  failed: 'The file could not be made on this device. The course is unchanged.',
  staysOut: (parts: readonly string[]) => `Stays out: ${listed(parts)}.`,
  trashed: (count: number) => `${counted(count, 'item')} in the trash`,
  files: (count: number) => `${counted(count, 'uploaded file')} (the titles come along)`,
  captions: (count: number) => counted(count, 'caption file'),
  links: (count: number) => `${counted(count, 'link')} that others could not open`,
} as const

function listed(parts: readonly string[]): string {
  const [last = '', ...before] = [...parts].reverse()
  return before.length === 0 ? last : `${before.reverse().join(', ')} and ${last}`
}
