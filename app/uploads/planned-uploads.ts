/** What becomes of files that were chosen or dropped: chapters, videos, captions, and what is left out and why. Pure. */
import { limits } from '../../course/limits.ts'
import { type ChosenFile, fileNameOf, isCaptions, type SkipReason, segmentsOf, skipReasonOf } from './chosen-file.ts'
import { folderTitleOf, leadingNumberOf, shortened, titleOf } from './title-of.ts'

interface PlannedFile<File> {
  readonly file: File
  /** The name alone, as it is shown and stored. */
  readonly fileName: string
}

interface PlannedCaptions<File> extends PlannedFile<File> {
  /** As the file's name says (`intro.de.vtt`); '' where it does not. */
  readonly language: string
}

export interface PlannedVideo<File> extends PlannedFile<File> {
  readonly title: string
  readonly captions: readonly PlannedCaptions<File>[]
}

export interface PlannedChapter<File> {
  readonly title: string
  readonly videos: readonly PlannedVideo<File>[]
}

interface SkippedFile<File> {
  readonly file: File
  readonly reason: SkipReason
}

export interface UploadPlan<File> {
  /** Those in no sub-folder: they go where they were dropped. */
  readonly videos: readonly PlannedVideo<File>[]
  /** Of the one folder that was dropped: for a chapter that takes `videos`. */
  readonly folderTitle?: string
  /** One for each sub-folder that has videos itself. */
  readonly chapters: readonly PlannedChapter<File>[]
  readonly skipped: readonly SkippedFile<File>[]
}

/** Deterministic on every device: 2 before 10, case and accents only where nothing else differs. */
const naturally = new Intl.Collator('en', { numeric: true })

/** @param maxBytes what the server takes as one upload */
export function plannedUploads<File extends ChosenFile>(files: readonly File[], maxBytes: number): UploadPlan<File> {
  const judged = files.map(file => ({ file, reason: skipReasonOf(file, maxBytes) }))
  const taken = judged.flatMap(({ file, reason }) => (reason ? [] : [file])).sort(compareFiles)
  const root = commonFolder(taken)
  const folders = [...groupedByFolder(taken, root === undefined ? 0 : 1)].map(([path, members]) => ({
    path,
    ...videosIn(members),
  }))
  const isNumbered = countsUp(folders.flatMap(({ path }) => (path === '' ? [] : [path.split('/')[0] ?? ''])))
  const folderTitle = root === undefined ? '' : folderTitleOf(root)
  return {
    videos: folders.find(({ path }) => path === '')?.videos ?? [],
    ...(folderTitle !== '' && { folderTitle }),
    chapters: folders
      .filter(({ path, videos }) => path !== '' && videos.length > 0)
      .map(({ path, videos }) => ({ title: chapterTitleOf(path, isNumbered), videos })),
    skipped: [
      ...judged.flatMap(({ file, reason }) => (reason ? [{ file, reason }] : [])),
      ...folders.flatMap(({ unclaimed }) =>
        unclaimed.map(file => ({ file, reason: 'captions-without-video' as const })),
      ),
    ],
  }
}

/** Folder by folder, a folder's own files before those of its sub-folders. */
function compareFiles(one: ChosenFile, other: ChosenFile): number {
  const [folder, otherFolder] = [foldersOf(one).join('/'), foldersOf(other).join('/')]
  return naturally.compare(folder, otherFolder) || naturally.compare(one.path, other.path)
}

function foldersOf({ path }: ChosenFile): string[] {
  return segmentsOf(path).slice(0, -1)
}

/** The folder that all are in: the one that was dropped. */
function commonFolder(files: readonly ChosenFile[]): string | undefined {
  const [root, ...others] = new Set(files.map(file => foldersOf(file)[0]))
  return others.length === 0 ? root : undefined
}

function groupedByFolder<File extends ChosenFile>(files: readonly File[], depth: number): Map<string, File[]> {
  const folders = new Map<string, File[]>()
  for (const file of files) {
    const path = foldersOf(file).slice(depth).join('/')
    const members = folders.get(path)
    if (members) members.push(file)
    else folders.set(path, [file])
  }
  return folders
}

function chapterTitleOf(path: string, isNumbered: boolean): string {
  const titles = path.split('/').map((name, depth) => folderTitleOf(name, isNumbered && depth === 0))
  return shortened(titles.filter(title => title !== '').join(' – '), limits.titleLength)
}

function videosIn<File extends ChosenFile>(members: readonly File[]) {
  const videos = members.filter(file => !isCaptions(file))
  const captions = members.filter(isCaptions)
  const isNumbered = countsUp(videos.map(fileNameOf))
  const claimed = new Set<File>()
  const planned = videos.map((file): PlannedVideo<File> => {
    const own = captions.flatMap(candidate => captionsFor(file, candidate)).slice(0, limits.captionsPerVideo)
    for (const { file: caption } of own) claimed.add(caption)
    const fileName = fileNameOf(file)
    return { file, fileName, title: titleOf(fileName, isNumbered), captions: own }
  })
  return { videos: planned, unclaimed: captions.filter(file => !claimed.has(file)) }
}

/** `intro.vtt` and `intro.de.vtt` belong to `intro.mp4`. */
function captionsFor<File extends ChosenFile>(video: File, captions: File): PlannedCaptions<File>[] {
  const fileName = fileNameOf(captions)
  const [stem, captionStem] = [stemOf(fileNameOf(video)), stemOf(fileName)]
  if (captionStem === stem) return [{ file: captions, fileName, language: '' }]
  const language = captionStem.startsWith(`${stem}.`) ? captionStem.slice(stem.length + 1) : ''
  return /^[a-z]{2,3}(?:-[a-z0-9]{2,8})*$/i.test(language) ? [{ file: captions, fileName, language }] : []
}

function stemOf(fileName: string): string {
  return fileName.replace(/\.[^.]*$/, '')
}

/** Several names, each with a number of its own in front. */
function countsUp(names: readonly string[]): boolean {
  const distinct = new Set(names)
  const numbers = new Set([...distinct].map(leadingNumberOf))
  return distinct.size > 1 && !numbers.has(undefined) && numbers.size === distinct.size
}
