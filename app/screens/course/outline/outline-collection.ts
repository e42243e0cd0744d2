import type { Collection, Key, Node } from '@react-types/shared'
import type { Video } from '../../../../course/model.ts'
import { outlineText } from '../../../text/outline.ts'
import { rowName } from '../row.ts'
import { type OutlineRow, type OutlineRows, openVideos } from './outline-rows.ts'
import { unfiledKey } from './row-groups.ts'

/**
 * The rows as React Aria's hooks want them. Nodes are made when they are asked for; React Aria's own builder makes one for
 * each row at each change.
 */
export class OutlineCollection implements Collection<Node<OutlineRow>> {
  readonly #rows: OutlineRows
  readonly #nodes = new Map<Key, Node<OutlineRow>>()

  constructor(rows: OutlineRows) {
    this.#rows = rows
  }

  get size(): number {
    return this.#rows.size
  }

  /** The chapters: what is in them is reached by `getChildren`. */
  *[Symbol.iterator](): IterableIterator<Node<OutlineRow>> {
    yield* this.#nodesOf(this.#rows.groups.map(({ key }) => key))
  }

  *getKeys(): IterableIterator<Key> {
    for (const group of this.#rows.groups) {
      yield group.key
      for (const { id } of openVideos(group)) yield rowName({ kind: 'video', id })
    }
  }

  getItem(key: Key): Node<OutlineRow> | null {
    const known = this.#nodes.get(key)
    if (known) return known
    const row = this.#rows.find(String(key))
    if (!row) return null
    const node = this.#nodeOf(row)
    this.#nodes.set(key, node)
    return node
  }

  at(ordinal: number): Node<OutlineRow> | null {
    const row = this.#rows.at(ordinal)
    return row ? this.getItem(row.key) : null
  }

  getKeyBefore(key: Key): Key | null {
    return this.#keyBeside(key, -1)
  }

  getKeyAfter(key: Key): Key | null {
    return this.#keyBeside(key, 1)
  }

  getFirstKey(): Key | null {
    return this.#rows.at(0)?.key ?? null
  }

  getLastKey(): Key | null {
    return this.#rows.at(this.size - 1)?.key ?? null
  }

  getChildren(key: Key): Iterable<Node<OutlineRow>> {
    const row = this.#rows.find(String(key))
    return row && !row.video ? openVideos(row.group).flatMap(video => this.getItem(videoKey(video) ?? '') ?? []) : []
  }

  getTextValue(key: Key): string {
    return this.getItem(key)?.textValue ?? ''
  }

  #keyBeside(key: Key, step: -1 | 1): Key | null {
    const row = this.#rows.find(String(key))
    return row ? (this.#rows.at(row.ordinal + step)?.key ?? null) : null
  }

  #nodesOf(keys: readonly string[]): Node<OutlineRow>[] {
    return keys.flatMap(key => this.getItem(key) ?? [])
  }

  #nodeOf(row: OutlineRow): Node<OutlineRow> {
    const { key, group, video, index } = row
    const children = video ? [] : openVideos(group)
    const sibling = (at: number) => (video ? videoKey(group.videos[at]) : this.#rows.groups[at]?.key) ?? null
    return {
      type: 'item',
      ...{ key, value: row, index, level: video ? 1 : 0, rendered: null, childNodes: [] },
      textValue: titleOfRow(row),
      hasChildNodes: children.length > 0,
      firstChildKey: videoKey(children[0]) ?? null,
      lastChildKey: videoKey(children.at(-1)) ?? null,
      parentKey: video ? group.key : null,
      prevKey: sibling(index - 1),
      nextKey: sibling(index + 1),
      // Focusable, but nothing that could be moved or deleted.
      props: key === unfiledKey ? { isDisabled: true, disabledBehavior: 'selection' } : {},
    }
  }
}

function videoKey(video: Video | undefined): string | undefined {
  return video && rowName({ kind: 'video', id: video.id })
}

function titleOfRow({ group, video }: OutlineRow): string {
  const entity = video ?? group.chapter
  return entity ? entity.title.trim() || outlineText.untitled : outlineText.unfiled
}
