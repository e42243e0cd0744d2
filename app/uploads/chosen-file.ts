/** A file that an author chose or dropped, and whether it can become a part of a course. Pure. */
import { limits } from '../../course/limits.ts'
import { readable, shortened } from './title-of.ts'

export interface ChosenFile {
  /** Relative to what was dropped, as `webkitRelativePath`; the name alone where no folder was. */
  readonly path: string
  readonly sizeBytes: number
  /** As the browser guesses; may be empty. */
  readonly type: string
}

/** With its bytes, as the browser hands it out. */
export interface DiskFile extends ChosenFile {
  readonly file: File
}

export type SkipReason = 'hidden' | 'empty' | 'too-large' | 'not-media' | 'captions-without-video'

/** What the server takes, by the names that such files have. Its own look is at the bytes. */
const mediaExtensions = new Set('mp4 m4v mov qt 3gp webm mkv ogv ogg oga opus mp3 m4a m4b wav pdf'.split(' '))
const captionExtensions = new Set(['vtt', 'srt'])
const mediaType = /^(?:video|audio)\/|^application\/pdf$/
const hiddenName = /^\.|^__MACOSX$|^Thumbs\.db$|^desktop\.ini$/i

/** @param path where the file does not know it itself, as in a folder that was dropped */
export function diskFileOf(file: File, path = file.webkitRelativePath || file.name): DiskFile {
  return { file, path, sizeBytes: file.size, type: file.type }
}

/** Folders and name. What a path says of going up or staying is passed over. */
export function segmentsOf(path: string): string[] {
  return path.split(/[/\\]+/).filter(segment => segment !== '' && segment !== '.' && segment !== '..')
}

/** The name alone, readable, as long as a name may be, its extension kept. */
export function fileNameOf({ path }: ChosenFile): string {
  const name = readable(segmentsOf(path).at(-1) ?? '') || 'file'
  if (name.length <= limits.fileNameLength) return name
  const extension = extensionOf(name)
  const ending = extension === '' ? '' : `.${extension}`
  return `${shortened(name, limits.fileNameLength - ending.length)}${ending}`
}

export function isCaptions(file: ChosenFile): boolean {
  return captionExtensions.has(extensionOf(fileNameOf(file)))
}

export function skipReasonOf(file: ChosenFile, maxBytes: number): SkipReason | undefined {
  if (segmentsOf(file.path).some(segment => hiddenName.test(segment))) return 'hidden'
  if (!isMedia(file) && !isCaptions(file)) return 'not-media'
  if (file.sizeBytes === 0) return 'empty'
  return file.sizeBytes > maxBytes ? 'too-large' : undefined
}

function isMedia(file: ChosenFile): boolean {
  const extension = extensionOf(fileNameOf(file))
  return extension === '' ? mediaType.test(file.type) : mediaExtensions.has(extension)
}

/** In lower case, without the dot. */
function extensionOf(name: string): string {
  return /[^.]\.([a-z0-9]{1,5})$/i.exec(name)?.[1]?.toLowerCase() ?? ''
}
