/** The title an author would give a video by its file's name. */
import { limits } from '../../course/limits.ts'

/** What is not seen, or turns the reading direction round: never part of a title. */
const invisible = /[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Cn}\u2028\u2029]+/gu
const extension = /(?<=^|[^.\s]\s*)\.(?=[a-z0-9]*[a-z])[a-z0-9]{1,5}$/i
/** As phones name what they record: kind, date, time. */
const cameraName = /^([A-Z]{3})_(\d{4})(\d\d)(\d\d)_(\d\d)(\d\d)\d*$/
/** Counts the files and says nothing: with a zero in front, or with the punctuation of a list behind it. */
const orderNumber =
  /^(?:0\d{1,2}(?![\d.]*\p{L})(?:\.\d{1,2})*[\s._:)-]+|\d{1,3}(?:[.:)](?!\d)\s*|(?:\.\d{1,2})*\s+[-–]\s+))/u
const anyNumber = /^\d{1,3}(?:\.\d{1,2})*(?:[\s_:)-]|\.(?!\d))[\s._:)–-]*/

/**
 * Without extension and numbering, separators as spaces. Camera names stay recognisable. A number that may be part of
 * the title ("3 ways to learn") stays, unless `isNumbered`: the file stands among others that count up.
 *
 * @returns at most as long as a title may be; '' where the name has nothing that can be read
 */
export function titleOf(fileName: string, isNumbered = false): string {
  return titleOfName(readable(fileName).replace(extension, ''), isNumbered)
}

/** The same for a folder, which has no extension. */
export function folderTitleOf(folderName: string, isNumbered = false): string {
  return titleOfName(readable(folderName), isNumbered)
}

function titleOfName(name: string, isNumbered: boolean): string {
  const camera = name.replace(cameraName, '$1 $2-$3-$4 $5:$6')
  if (camera !== name) return camera
  const unnumbered = name.replace(isNumbered ? anyNumber : orderNumber, '')
  const title = spaced(hasText(unnumbered) ? unnumbered : name)
  return shortened(capitalized(title), limits.titleLength)
}

/** The number that a name begins with and that may count it. */
export function leadingNumberOf(fileName: string): string | undefined {
  return anyNumber.exec(readable(fileName))?.[0].match(/^[\d.]*\d/)?.[0]
}

/** What a name says to the eye: one line, nothing hidden. */
export function readable(name: string): string {
  return name.replace(invisible, ' ').normalize('NFC').replace(/\s+/g, ' ').trim()
}

/** @param maxLength in UTF-16 code units; no character is cut in two */
export function shortened(text: string, maxLength: number): string {
  return text
    .slice(0, maxLength)
    .replace(/[\uD800-\uDBFF]$/, '')
    .trimEnd()
}

/**
 * Of underscores, hyphens and dots only those are separators that the name has instead of spaces: "Self-study for
 * Node.js" keeps its own. Between digits they belong to dates and versions.
 */
function spaced(name: string): string {
  const separator = /[\s_]/.test(name) ? /_+/g : /-/.test(name) ? /(?<!\d)-+|-+(?!\d)/g : /(?<!\d)\.+|\.+(?!\d)/g
  return name
    .replace(separator, ' ')
    .replace(/\s+/g, ' ')
    .replace(/^[\s._-]+(?=.)|[\s_-]+$/g, '')
}

/** Names that were typed without any capital. */
function capitalized(title: string): string {
  if (/\p{Lu}/u.test(title)) return title
  return title.replace(/^\p{Ll}/u, letter => letter.toLocaleUpperCase('en'))
}

function hasText(name: string): boolean {
  return /[\p{L}\p{N}]/u.test(name)
}
