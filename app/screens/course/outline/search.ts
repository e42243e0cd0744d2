/** Finding chapters and videos by their titles: all words, whatever their case and accents. Pure. */
import type { Chapter, Video } from '../../../../course/model.ts'
import type { Outline } from '../../../../course/outline.ts'

export interface Found {
  /** Of every chapter and video whose title has all the words. */
  readonly ids: ReadonlySet<string>
  readonly chapters: number
  readonly videos: number
}

/** Entities are never changed, only replaced. */
const foldedTitles = new WeakMap<Chapter | Video, string>()

/** Without case and accents. */
export function folded(text: string): string {
  return text.normalize('NFD').replaceAll(/\p{M}/gu, '').toLowerCase()
}

export function wordsOf(query: string): string[] {
  return folded(query).split(/\s+/).filter(Boolean)
}

/** @returns undefined where nothing is asked for */
export function search({ chapters, unfiled }: Outline, query: string): Found | undefined {
  const words = wordsOf(query)
  if (words.length === 0) return undefined
  const foundChapters = chapters.flatMap(({ chapter }) => (hasAll(chapter, words) ? chapter.id : []))
  const foundVideos: string[] = []
  for (const list of [...chapters.map(({ videos }) => videos), unfiled])
    for (const video of list) if (hasAll(video, words)) foundVideos.push(video.id)
  return {
    ids: new Set([...foundChapters, ...foundVideos]),
    chapters: foundChapters.length,
    videos: foundVideos.length,
  }
}

function hasAll(entity: Chapter | Video, words: readonly string[]): boolean {
  const title = foldedTitle(entity)
  return words.every(word => title.includes(word))
}

export function foldedTitle(entity: Chapter | Video): string {
  const known = foldedTitles.get(entity)
  if (known !== undefined) return known
  const title = folded(entity.title)
  foldedTitles.set(entity, title)
  return title
}

export interface TitlePart {
  readonly text: string
  readonly isMatch: boolean
}

/** The title in parts, in order; what a word of the query was found in is marked. */
export function markedTitle(title: string, words: readonly string[]): TitlePart[] {
  const letters = [...title.matchAll(/\P{M}\p{M}*|\p{M}+/gu)].map(([letter]) => letter)
  const marks = marksOf(letters.map(folded), words)
  const parts: { text: string; isMatch: boolean }[] = []
  for (const [index, letter] of letters.entries()) {
    const isMatch = marks[index] ?? false
    const last = parts.at(-1)
    if (last?.isMatch === isMatch) last.text += letter
    else parts.push({ text: letter, isMatch })
  }
  return parts
}

/** Which letters are in a match. A folded letter may be longer or shorter than the letter: "ß" stays, "İ" becomes two. */
function marksOf(letters: readonly string[], words: readonly string[]): boolean[] {
  const starts: number[] = []
  let text = ''
  for (const letter of letters) {
    starts.push(text.length)
    text += letter
  }
  const marks = letters.map(() => false)
  for (const word of words) {
    for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + word.length)) {
      for (const [index, start] of starts.entries())
        if (start < at + word.length && start + (letters[index]?.length ?? 0) > at) marks[index] = true
    }
  }
  return marks
}
