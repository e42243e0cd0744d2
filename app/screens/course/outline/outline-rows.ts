/**
 * Where each row stands, counted by chapters: a course of 1,000 chapters with 50 open videos is a list of 1,000 tops, and
 * a row is looked up when it is asked for. Pure.
 */
import type { Video } from '../../../../course/model.ts'
import { rowName } from '../row.ts'
import { type RowGroup, unfiledKey } from './row-groups.ts'

/** All in px. */
export interface RowSizes {
  readonly chapter: number
  readonly video: number
  /** What stands in an open chapter without videos. */
  readonly empty: number
  /** Between chapters. */
  readonly gap: number
}

export interface OutlineRow {
  readonly key: string
  readonly group: RowGroup
  /** Undefined for the head of the group. */
  readonly video?: Video
  /** Place among its siblings, from 0. */
  readonly index: number
  /** Place among all rows, from 0. */
  readonly ordinal: number
  /** px from the top of the tree. */
  readonly top: number
  readonly height: number
  /** Nothing of the group stands below it. */
  readonly isLast: boolean
}

interface Place {
  readonly group: number
  /** -1: the head. */
  readonly index: number
}

const positions = new WeakMap<readonly Video[], ReadonlyMap<string, number>>()

export class OutlineRows {
  readonly groups: readonly RowGroup[]
  readonly size: number
  readonly height: number
  readonly #sizes: RowSizes
  readonly #homeOf: (videoId: string) => string | undefined
  readonly #groupAt: ReadonlyMap<string, number>
  readonly #tops: number[] = []
  readonly #firsts: number[] = []
  /** Those that were asked for: the same object each time, so that they need not be drawn again. */
  readonly #known = new Map<number, OutlineRow>()

  /** @param homeOf the chapter a video is in */
  constructor(groups: readonly RowGroup[], sizes: RowSizes, homeOf: (videoId: string) => string | undefined) {
    this.groups = groups
    this.#sizes = sizes
    this.#homeOf = homeOf
    this.#groupAt = new Map(groups.map(({ key }, index) => [key, index]))
    let top = 0
    let size = 0
    for (const group of groups) {
      this.#tops.push(top)
      this.#firsts.push(size)
      top += this.#heightOf(group) + sizes.gap
      size += 1 + openVideos(group).length
    }
    this.size = size
    this.height = Math.max(0, top - sizes.gap)
  }

  find(key: string): OutlineRow | undefined {
    const place = this.#placeOf(key)
    return place && this.#rowAt(place)
  }

  /** @param ordinal the row's place among all, from 0 */
  at(ordinal: number): OutlineRow | undefined {
    if (ordinal < 0 || ordinal >= this.size) return undefined
    const group = lastNotAbove(this.#firsts, ordinal)
    return this.#rowAt({ group, index: ordinal - (this.#firsts[group] ?? 0) - 1 })
  }

  /** The row at this height, the nearest where there is none. */
  atHeight(y: number): OutlineRow | undefined {
    if (this.size === 0) return undefined
    const group = lastNotAbove(this.#tops, Math.max(0, y))
    const below = y - (this.#tops[group] ?? 0) - this.#sizes.chapter
    const count = openVideos(this.groups[group]).length
    const index = below < 0 ? -1 : Math.min(count - 1, Math.floor(below / this.#sizes.video))
    return this.#rowAt({ group, index })
  }

  /** Where a chapter with all its rows begins and ends. */
  bounds(key: string): { readonly top: number; readonly bottom: number } | undefined {
    const index = this.#groupAt.get(key)
    const group = index === undefined ? undefined : this.groups[index]
    if (index === undefined || !group) return undefined
    const top = this.#tops[index] ?? 0
    return { top, bottom: top + this.#heightOf(group) }
  }

  #placeOf(key: string): Place | undefined {
    const head = this.#groupAt.get(key)
    if (head !== undefined) return { group: head, index: -1 }
    if (!key.startsWith('video:')) return undefined
    const id = key.slice('video:'.length)
    const home = rowName({ kind: 'chapter', id: this.#homeOf(id) ?? '' })
    const group = this.#groupAt.get(home) ?? this.#groupAt.get(unfiledKey)
    if (group === undefined) return undefined
    const index = positionIn(openVideos(this.groups[group]), id)
    return index === undefined ? undefined : { group, index }
  }

  #rowAt(place: Place): OutlineRow | undefined {
    const ordinal = (this.#firsts[place.group] ?? 0) + 1 + place.index
    const row = this.#known.get(ordinal) ?? this.#makeRow(place)
    if (row) this.#known.set(ordinal, row)
    return row
  }

  #makeRow({ group: at, index }: Place): OutlineRow | undefined {
    const group = this.groups[at]
    if (!group) return undefined
    const top = this.#tops[at] ?? 0
    const first = this.#firsts[at] ?? 0
    const { chapter, video: height } = this.#sizes
    const videos = openVideos(group)
    const isLast = index === videos.length - 1 && !isOpenAndEmpty(group)
    if (index < 0) return { key: group.key, group, index: at, ordinal: first, top, height: chapter, isLast }
    const video = videos[index]
    if (!video) return undefined
    const key = rowName({ kind: 'video', id: video.id })
    return { key, group, video, index, ordinal: first + 1 + index, top: top + chapter + index * height, height, isLast }
  }

  #heightOf(group: RowGroup): number {
    const { chapter, video, empty } = this.#sizes
    if (!group.isOpen) return chapter
    return chapter + (group.videos.length > 0 ? group.videos.length * video : empty)
  }
}

export function openVideos(group: RowGroup | undefined): readonly Video[] {
  return group?.isOpen ? group.videos : []
}

/** Says so in a line of its own. */
export function isOpenAndEmpty({ isOpen, videos }: RowGroup): boolean {
  return isOpen && videos.length === 0
}

/** Lists stay the same objects while nothing in them moves, and so do their positions. */
function positionIn(videos: readonly Video[], id: string): number | undefined {
  let known = positions.get(videos)
  if (!known) {
    known = new Map(videos.map((video, index) => [video.id, index]))
    positions.set(videos, known)
  }
  return known.get(id)
}

/** The index of the last of these ascending numbers that is not above the bound. */
function lastNotAbove(numbers: readonly number[], bound: number): number {
  let low = 0
  let high = numbers.length - 1
  while (low < high) {
    const middle = Math.ceil((low + high) / 2)
    if ((numbers[middle] ?? 0) <= bound) low = middle
    else high = middle - 1
  }
  return low
}
