import type { Course } from '../../../course/model.ts'
import { conflictsOf } from '../../session/conflict.ts'
import type { CourseSession, SaveOutcome } from '../../session/session-state.ts'
import { conflictText } from '../../text/conflict.ts'
import { ConflictCard } from './conflict-card.tsx'
import css from './conflict-list.module.css'

interface ConflictListProps {
  readonly outcome: SaveOutcome
  readonly course: Course
  readonly session: CourseSession
}

const shownCount = 20

/** What a save met: part of its receipt. Nothing: nothing is shown. */
export function ConflictList({ outcome, course, session }: ConflictListProps) {
  const conflicts = conflictsOf(outcome)
  if (conflicts.length === 0) return null
  const rest = conflicts.length - shownCount
  return (
    <section>
      <h3 className={css['heading']}>{conflictText.heading}</h3>
      <ul className={css['list']}>
        {conflicts.slice(0, shownCount).map((conflict, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: what a save met never changes
          <li key={index}>
            <ConflictCard conflict={conflict} course={course} session={session} />
          </li>
        ))}
        {rest > 0 && <li>{conflictText.more(rest)}</li>}
      </ul>
    </section>
  )
}
