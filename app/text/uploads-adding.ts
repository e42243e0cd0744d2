/** What is said where files are added to a course: buttons, the preview, and why a file is left out. */
import type { SkipReason } from '../uploads/chosen-file.ts'
import { sizeText } from './details.ts'
import { counted, quoted } from './words.ts'

export const addingText = {
  upload: 'Upload',
  uploadFiles: 'Upload files…',
  uploadFolder: 'Upload a folder…',
  uploadVideos: 'Upload videos…',
  replaceFile: 'Replace file…',
  chooseFile: 'Choose a file…',
  title: 'Add videos',
  reading: 'Looking at the files…',
  addTo: 'Add to',
  newChapter: 'A new chapter',
  newChapterTitle: 'New chapter',
  chapterTitle: 'Title of the new chapter',
  titleOf: (fileName: string) => `Title of ${fileName}`,
  videosOf: (chapter: string) => `Videos for ${quoted(chapter)}`,
  preview: 'What will be added',
  more: (next: number, rest: number) =>
    next < rest ? `Show the next ${next} of ${counted(rest, 'more video')}` : `Show ${counted(rest, 'more video')}`,
  captions: (fileNames: readonly string[]) => `with captions: ${fileNames.join(', ')}`,
  leftOut: 'What is left out',
  nothing: 'There is nothing here that can be added.',
  add: (count: number) => `Add ${counted(count, 'video')}`,
  cancel: 'Cancel',
  close: 'Close',
  added: (count: number) => `${counted(count, 'video')} added, uploading`,
  replaced: (title: string, fileName: string) => `${quoted(title)} has another file now: ${fileName}, uploading`,
  dropOnChapter: (title: string) => `Drop to add to ${quoted(title)}`,
  dropOnPreview: 'Drop to add these files to the others',
  dropBehindDialog: 'Close this dialog first, then drop the files',
  dropOnOutline: 'Drop to add a new chapter with these videos',
} as const

/** In this order, the ones that an author would miss first. */
const reasons = ['too-large', 'empty', 'not-media', 'captions-without-video', 'hidden'] as const

const shownNames = 3

export interface LeftOut {
  readonly fileName: string
  readonly reason: SkipReason
}

/** One sentence for each reason. */
export function leftOutSentences(files: readonly LeftOut[], maxUploadBytes: number | undefined): string[] {
  return reasons.flatMap(reason => {
    const names = files.filter(file => file.reason === reason).map(({ fileName }) => fileName)
    return names.length === 0 ? [] : `${subjectOf(names, reason)} ${whyNot(reason, names.length > 1, maxUploadBytes)}`
  })
}

/** Of one file that was to take the place of another. */
export function refusalSentence({ fileName, reason }: LeftOut, maxUploadBytes: number | undefined): string {
  return `${quoted(fileName)} ${whyNot(reason, false, maxUploadBytes)} The video is as it was.`
}

/** Nobody knows hidden files by their names. */
function subjectOf(names: readonly string[], reason: SkipReason): string {
  if (reason === 'hidden') return counted(names.length, 'hidden file')
  const shown = names.slice(0, shownNames).map(quoted)
  if (names.length > shownNames) return `${shown.join(', ')} and ${counted(names.length - shownNames, 'more file')}`
  return shown.length < 2 ? shown.join('') : `${shown.slice(0, -1).join(', ')} and ${shown.at(-1)}`
}

function whyNot(reason: SkipReason, areSeveral: boolean, maxUploadBytes: number | undefined): string {
  const are = areSeveral ? 'are' : 'is'
  switch (reason) {
    case 'too-large':
      return maxUploadBytes === undefined
        ? `${are} larger than this server takes.`
        : `${are} larger than ${sizeText(maxUploadBytes)}, the most that this server takes.`
    case 'empty':
      return `${are} empty.`
    case 'not-media':
      return areSeveral ? 'are no videos, audio files or PDFs.' : 'is no video, audio file or PDF.'
    case 'captions-without-video':
      return areSeveral
        ? 'are captions without a video of the same name beside them.'
        : 'is a caption file without a video of the same name beside it.'
    case 'hidden':
      return `${areSeveral ? 'were' : 'was'} passed over.`
    default:
      return reason satisfies never
  }
}
