/** What is said of files that are played: the player, their facts, captions. */
import { counted, dayAndTimeOf, quoted } from './words.ts'

export const mediaText = {
  player: (title: string) => `Player of ${quoted(title)}`,
  loading: 'Looking for the file…',
  notHere: 'This file is not on the server yet. It plays here once it has arrived.',
  offline: 'This file is not on this device, and the server cannot be reached now.',
  tryAgain: 'Try again',
  notPlayed: 'This browser cannot play this file. Download it to play it with another program.',
  noPlayer: 'This kind of file is not played here. Download it to open it.',
  download: 'Download',
  downloadNamed: (fileName: string) => `Download ${fileName}`,
  length: 'Length',
  picture: 'Picture',
  dimensions: (width: number, height: number) => `${width} × ${height}`,
  uploaded: 'Uploaded',
  uploadedAt: (at: number, by?: string) => (by ? `${dayAndTimeOf(at)}, by ${by}` : dayAndTimeOf(at)),
} as const

export const captionsText = {
  title: 'Captions',
  add: 'Add captions…',
  none: 'A file with captions (.vtt or .srt) is shown under the video.',
  language: (fileName: string) => `Language of ${fileName}`,
  unknownLanguage: 'Language not said',
  untitled: 'Captions',
  replace: 'Replace…',
  replaceNamed: (fileName: string) => `Replace ${fileName} by another file`,
  remove: 'Remove',
  removeNamed: (fileName: string) => `Remove the captions ${fileName}`,
  added: (language: string, fileName: string) => `Captions in ${language} added: ${fileName}`,
  removed: (language: string) => `Captions in ${language} removed`,
  full: (count: number) => `A video has at most ${counted(count, 'caption file')}.`,
  notReady: 'Files cannot be taken in now. Try again in a moment.',
  notCaptions: (fileName: string) => `${fileName} is no caption file: choose one that ends in .vtt or .srt.`,
  empty: (fileName: string) => `${fileName} is empty.`,
  tooLarge: (fileName: string) => `${fileName} is larger than the server takes.`,
} as const

/** "4:05", "1:02:03". */
export function clockText(seconds: number): string {
  const whole = Math.round(seconds)
  const [hours, minutes] = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60]
  const two = (part: number) => String(part).padStart(2, '0')
  return hours > 0 ? `${hours}:${two(minutes)}:${two(whole % 60)}` : `${minutes}:${two(whole % 60)}`
}
