/** Keeps the focus on the row that a gesture was about, also where the row is drawn anew in another place. */
import type { Course } from '../../../course/model.ts'
import type { RowRef } from './row.ts'

export const rowName = ({ kind, id }: RowRef): string => `${kind}:${id}`

export class RowFocus {
  #wish: { readonly row: RowRef | undefined; readonly course: Course } | undefined

  /** The row, or the outline itself where there is none, is focused once the screen shows another course than this one. */
  focusAfter(course: Course, row: RowRef | undefined): void {
    this.#wish = { row, course }
  }

  /** To be called when the screen has drawn `course`. */
  apply(outline: HTMLElement, course: Course): void {
    if (!this.#wish || this.#wish.course === course) return
    const target = this.#wish.row ? titleIn(outline, this.#wish.row) : outline
    if (!target) return
    this.#wish = undefined
    target.focus()
  }
}

/** One row up or down from the one that has the focus, over chapters' borders. */
export function focusNeighbour(outline: HTMLElement, from: HTMLElement, step: -1 | 1): void {
  const titles = [...outline.querySelectorAll<HTMLElement>('[data-title]')]
  titles[titles.indexOf(from) + step]?.focus()
}

function titleIn(outline: HTMLElement, row: RowRef): HTMLElement | null {
  return outline.querySelector<HTMLElement>(`[data-row="${CSS.escape(rowName(row))}"] [data-title]`)
}
