/** Puts the focus on the row that a gesture was about, also where the row is drawn anew, in another place or not yet. */
import type { Course } from '../../../course/model.ts'
import type { RowRef } from './row.ts'

interface Wish {
  readonly row: RowRef | undefined
  /** What was on the screen when it was wished; undefined: at once. */
  readonly course: Course | undefined
}

export class RowFocus {
  #wish: Wish | undefined

  /** The row, or the outline itself where there is none, is focused once the screen shows another course than this one. */
  focusAfter(course: Course | undefined, row: RowRef | undefined): void {
    this.#wish = { row, course }
  }

  /** What is to be focused now that the screen shows this course. */
  due(course: Course): Wish | undefined {
    return this.#wish?.course === course ? undefined : this.#wish
  }

  done(): void {
    this.#wish = undefined
  }
}
