import { useRef } from 'react'
import type { Command } from '../../../course/command.ts'
import type { Course } from '../../../course/model.ts'
import type { Conflict } from '../../session/conflict.ts'
import type { CourseSession } from '../../session/session-state.ts'
import { bothValues, sentenceOfConflict } from '../../text/conflict.ts'
import { Button } from '../button/button.tsx'
import { choiceOf, saveAgain } from './choice.ts'
import css from './conflict-card.module.css'

interface ConflictCardProps {
  readonly conflict: Conflict
  readonly course: Course
  readonly session: CourseSession
}

/** What happened to one value, with both of them, and the choice. */
export function ConflictCard({ conflict, course, session }: ConflictCardProps) {
  const choice = choiceOf(conflict, course)
  const values = bothValues(conflict, course)
  const card = useRef<HTMLDivElement>(null)
  const choose = (commands: readonly Command[]) => {
    saveAgain(session, commands)
    // The button goes, and the focus with it.
    card.current?.focus()
  }
  return (
    <div className={css['card']} ref={card} tabIndex={-1}>
      <p>{sentenceOfConflict(conflict, course)}</p>
      {values !== undefined && <p className={css['values']}>{values}</p>}
      {choice?.kind === 'open' && <Button onPress={() => choose(choice.commands)}>{choice.label}</Button>}
      {choice?.kind === 'made' && <p className={css['made']}>{choice.sentence}</p>}
    </div>
  )
}
