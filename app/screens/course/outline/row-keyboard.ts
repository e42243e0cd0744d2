import type { Key, KeyboardDelegate } from '@react-types/shared'
import type { OutlineCollection } from './outline-collection.ts'
import type { OutlineRows } from './outline-rows.ts'
import { folded, foldedTitle } from './search.ts'

/** Where the keys lead: React Aria's own delegate asks the page where rows stand, and most of them are not drawn. */
export class RowKeyboard implements KeyboardDelegate {
  readonly #rows: OutlineRows
  readonly #collection: OutlineCollection
  /** px that PageUp and PageDown go. */
  readonly #page: () => number

  constructor(rows: OutlineRows, collection: OutlineCollection, page: () => number) {
    this.#rows = rows
    this.#collection = collection
    this.#page = page
  }

  getKeyBelow(key: Key): Key | null {
    return this.#collection.getKeyAfter(key)
  }

  getKeyAbove(key: Key): Key | null {
    return this.#collection.getKeyBefore(key)
  }

  getFirstKey(): Key | null {
    return this.#collection.getFirstKey()
  }

  getLastKey(): Key | null {
    return this.#collection.getLastKey()
  }

  getKeyPageBelow(key: Key): Key | null {
    return this.#keyAway(key, this.#page())
  }

  getKeyPageAbove(key: Key): Key | null {
    return this.#keyAway(key, -this.#page())
  }

  getKeyForSearch(search: string, fromKey?: Key): Key | null {
    const start = folded(search)
    const from = this.#rows.find(String(fromKey ?? ''))?.ordinal ?? 0
    for (let step = 0; step < this.#rows.size; step++) {
      const row = this.#rows.at((from + step) % this.#rows.size)
      const entity = row?.video ?? row?.group.chapter
      if (row && entity && foldedTitle(entity).startsWith(start)) return row.key
    }
    return null
  }

  #keyAway(key: Key, distance: number): Key | null {
    const row = this.#rows.find(String(key))
    return row ? (this.#rows.atHeight(row.top + distance)?.key ?? null) : null
  }
}
