import type { Command } from '../../../course/command.ts'
import type { Course } from '../../../course/model.ts'
import type { CommandResult } from '../../../course/result.ts'
import { changeSentence, historyText, outcomeSentence } from '../../text/history.ts'
import css from './history.module.css'

interface ChangeListProps {
  readonly commands: readonly Command[]
  /** For the names of what the commands are about. */
  readonly course: Course
  /** What became of each, where the server has said so. */
  readonly results?: readonly CommandResult[]
}

/** An import has tens of thousands: the first of them say what it was. */
const shownCount = 50

export function ChangeList({ commands, course, results = [] }: ChangeListProps) {
  const rest = commands.length - shownCount
  return (
    <ul className={css['changes']}>
      {commands.slice(0, shownCount).map((command, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: commands never change, and two may be equal
        <li key={index}>
          {changeSentence(command, course)}
          <Outcome result={results[index]} />
        </li>
      ))}
      {rest > 0 && <li>{historyText.more(rest)}</li>}
    </ul>
  )
}

function Outcome({ result }: { readonly result: CommandResult | undefined }) {
  if (!result || result.outcome === 'applied') return null
  return <p className={css['note']}>{outcomeSentence(result.outcome, result.by?.name)}</p>
}
