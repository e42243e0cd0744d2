/** What the paste dialog will add: the list that was read, and where it goes. Pure. */
import type { Chapter } from '../../../course/model.ts'
import type { PastedChapter, PastedList, PastedVideo, PasteNotes } from '../../import/paste/read-pasted-list.ts'

export type Pasting =
  | { readonly kind: 'nothing'; readonly why: 'empty' | 'too-long' | 'too-many' }
  | { readonly kind: 'chapters'; readonly chapters: readonly PastedChapter[]; readonly notes: PasteNotes }
  | {
      readonly kind: 'videos'
      readonly chapterId: string
      readonly videos: readonly PastedVideo[]
      readonly notes: PasteNotes
    }

/** What stands for "as chapters" beside the ids of chapters. */
export const asChapters = ''

/** @param target a chapter's id, or `asChapters`; what a list with levels does not ask for */
export function pastingOf(list: PastedList, target: string): Pasting {
  if (list.kind === 'nested') return { kind: 'chapters', chapters: list.chapters, notes: list.notes }
  if (list.kind !== 'flat') return { kind: 'nothing', why: list.kind }
  if (target !== asChapters) return { kind: 'videos', chapterId: target, videos: list.items, notes: list.notes }
  const linked = list.items.filter(({ url }) => url !== undefined).length
  const chapters = list.items.map(({ title }) => ({ title, videos: [] }))
  return { kind: 'chapters', chapters, notes: { ...list.notes, links: list.notes.links + linked } }
}

/** A list with links is of videos; they go to the chapter in hand, else to the last. */
export function likelyTarget(list: PastedList, chapters: readonly Chapter[], inHand: string | undefined): string {
  const hasLinks = list.kind === 'flat' && list.items.some(({ url }) => url !== undefined)
  const chapter = chapters.find(({ id }) => id === inHand) ?? chapters.at(-1)
  return hasLinks && chapter ? chapter.id : asChapters
}

export interface PastingCounts {
  readonly chapters: number
  readonly videos: number
}

export function countsOf(pasting: Pasting): PastingCounts {
  if (pasting.kind === 'videos') return { chapters: 0, videos: pasting.videos.length }
  if (pasting.kind === 'nothing') return { chapters: 0, videos: 0 }
  const videos = pasting.chapters.reduce((sum, chapter) => sum + chapter.videos.length, 0)
  return { chapters: pasting.chapters.length, videos }
}
