import { applyCommands } from '../../course/apply-command.ts'
import type { Course, Stamp } from '../../course/model.ts'
import type { DraftEntry } from '../../persistence/local-course-store.ts'

/** The course with the draft on top; the same object until one of them changes. */
export class ScreenCourse {
  #made: { readonly saved: Course; readonly draft: readonly DraftEntry[]; readonly course: Course } | undefined

  read(saved: Course, draft: readonly DraftEntry[], stamp: () => Stamp): Course {
    if (this.#made?.saved === saved && this.#made.draft === draft) return this.#made.course
    const commands = draft.map(entry => entry.command)
    const course = commands.length > 0 ? applyCommands(saved, commands, stamp()) : saved
    this.#made = { saved, draft, course }
    return course
  }
}
