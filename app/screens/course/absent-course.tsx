import { Link } from 'wouter'
import type { CourseSessionState } from '../../session/session-state.ts'
import { appText, courseText } from '../../text/screens.ts'
import { absenceText } from '../../text/status.ts'
import css from './absent-course.module.css'

/** In the place of a course that is not on this device: on its way, or refused by the server. */
export function AbsentCourse({ connection }: Pick<CourseSessionState, 'connection'>) {
  if (connection.kind !== 'refused') return <p>{courseText.empty}</p>
  return (
    <div className={css['absent']}>
      <p role="alert">{absenceText(connection.code)}</p>
      <Link href="/">{appText.toCourses}</Link>
    </div>
  )
}

/** Nothing of it is on this device, and nothing was drafted. */
export function isAbsent({ phase, draft }: Pick<CourseSessionState, 'phase' | 'draft'>): boolean {
  return phase === 'empty' && draft.length === 0
}
