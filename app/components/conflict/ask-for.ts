/** Commands that ask for one value or the other, having seen both. */
import { type Command, commandSchema } from '../../../course/command.ts'
import type { Course } from '../../../course/model.ts'
import { fieldOf, presentValue } from '../../session/command-field.ts'
import { askAgain } from '../toasts/use-mine.ts'

/** The command that asks for this value in a command's place, having seen what the course has now. */
export function commandFor(command: Command, value: unknown, course: Course): Command | undefined {
  const field = fieldOf(command)
  if (field === undefined) return undefined
  const parsed = commandSchema.safeParse({ ...command, [field]: value })
  return parsed.success ? askAgain([parsed.data], course)[0] : undefined
}

/** What takes a drafted command back: the course's own value. */
export function takingBack(command: Command, saved: Course): Command[] {
  const back = commandFor(command, presentValue(command, saved), saved)
  return back ? [back] : []
}
