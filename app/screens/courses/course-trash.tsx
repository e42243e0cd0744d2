import ChevronRight from 'lucide-react/icons/chevron-right'
import { Button } from '../../components/button/button.tsx'
import { useFocusPlace } from '../../components/focus-place.ts'
import type { TrashedCourse } from '../../server-state/use-course-list.ts'
import { agoOf } from '../../text/ago.ts'
import { coursesText } from '../../text/courses.ts'
import { outlineText } from '../../text/outline.ts'
import css from './course-list.module.css'

interface CourseTrashProps {
  readonly trash: readonly TrashedCourse[]
  readonly now: number
  readonly onRestore: (course: TrashedCourse) => void
}

export function CourseTrash({ trash, now, onRestore }: CourseTrashProps) {
  const place = useFocusPlace<HTMLDetailsElement>()
  if (trash.length === 0) return null
  return (
    <details className={css['trash']} {...place}>
      <summary className={css['summary']}>
        <ChevronRight aria-hidden="true" />
        <h2 className={css['trashTitle']}>{coursesText.trash}</h2>
        <span className={css['when']}>{trash.length.toLocaleString('en')}</span>
      </summary>
      <ul>
        {trash.map(course => (
          <li key={course.id} className={css['trashed']}>
            <span className={css['trashedName']}>
              <bdi>{course.title || outlineText.untitledCourse}</bdi>
            </span>
            <span className={css['when']}>{coursesText.inTrash(agoOf(course.deletedAt, now))}</span>
            <Button look="quiet" aria-label={coursesText.restoreNamed(course.title)} onPress={() => onRestore(course)}>
              {coursesText.restore}
            </Button>
          </li>
        ))}
      </ul>
    </details>
  )
}
