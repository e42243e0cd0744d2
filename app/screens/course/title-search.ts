/**
 * Finds titles by what an author types: every word somewhere in the title, in any order, whatever its case and accents.
 * Titles are folded once, so that 50,000 of them are searched within a keystroke.
 */

import { folded, wordsOf } from './outline/search.ts'

export interface SearchableTitle<Item> {
  readonly item: Item
  readonly folded: string
}

export function searchable<Item>(item: Item, title: string): SearchableTitle<Item> {
  return { item, folded: folded(title) }
}

/** Best first: the title begins with the query, then a word of the title does, then the rest; each in the given order. */
export function searchTitles<Item>(titles: readonly SearchableTitle<Item>[], query: string, limit: number): Item[] {
  const asked = folded(query).trim()
  const words = wordsOf(query)
  const ranks: [Item[], Item[], Item[]] = [[], [], []]
  const [beginning, atWord, within] = ranks
  for (const { item, folded: title } of titles) {
    if (beginning.length >= limit) break
    if (!words.every(word => title.includes(word))) continue
    const rank = title.startsWith(asked) ? beginning : title.includes(` ${asked}`) ? atWord : within
    if (rank.length < limit) rank.push(item)
  }
  return ranks.flat().slice(0, limit)
}
