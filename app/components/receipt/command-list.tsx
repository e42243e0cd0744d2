import type { Command } from '../../../course/command.ts'
import type { Course } from '../../../course/model.ts'
import { sentenceOfCommand } from '../../text/command.ts'
import { receiptText } from '../../text/save.ts'
import css from './receipt.module.css'

interface CommandListProps {
  readonly commands: readonly Command[]
  readonly course: Course
}

/** An import has tens of thousands: the first of them say what it was. */
const shownCount = 50

export function CommandList({ commands, course }: CommandListProps) {
  const rest = commands.length - shownCount
  return (
    <ul className={css['list']}>
      {commands.slice(0, shownCount).map((command, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: commands never change, and two may be equal
        <li key={index}>{sentenceOfCommand(command, course)}</li>
      ))}
      {rest > 0 && <li>{receiptText.more(rest)}</li>}
    </ul>
  )
}
