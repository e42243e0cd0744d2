import Archive from 'lucide-react/icons/archive'
import Plus from 'lucide-react/icons/plus'
import { lazy, Suspense, useEffect, useState } from 'react'
import { Link } from 'wouter'
import { Button } from '../../components/button/button.tsx'
import { type ListedCourse, useCourseList } from '../../server-state/use-course-list.ts'
import { outlineText } from '../../text/outline.ts'
import { courseListText, importText } from '../../text/screens.ts'
import { dayAndTimeOf } from '../../text/words.ts'
import { Page } from '../page.tsx'
import { useSeams } from '../seams.ts'
import { courseAddress } from './course-address.ts'
import css from './course-list.module.css'
import { CreateCourseDialog } from './create-course-dialog.tsx'

const loadImportDialog = () => import('./import-dialog.tsx')
/** An eighth of the app with its drop zone, and most visits import nothing. */
const ImportDialog = lazy(async () => ({ default: (await loadImportDialog()).ImportDialog }))

export function CourseListScreen() {
  const { devices } = useSeams()
  const { courses, isLoading, isFromDeviceOnly } = useCourseList(devices)
  const [dialog, setDialog] = useState<'create' | 'import' | 'no-import'>()
  const close = () => setDialog(undefined)
  const startImport = () =>
    loadImportDialog().then(
      () => setDialog('import'),
      () => setDialog('no-import'),
    )
  // Now and not when it is asked for: the network may be gone by then.
  useEffect(() => {
    loadImportDialog().catch(() => undefined)
  }, [])
  return (
    <Page title={courseListText.title}>
      <div className={css['actions']}>
        <Button look="primary" onPress={() => setDialog('create')}>
          <Plus aria-hidden="true" />
          {courseListText.create}
        </Button>
        <Button onPress={startImport}>
          <Archive aria-hidden="true" />
          {importText.title}
        </Button>
      </div>
      {isFromDeviceOnly && <p className={css['notice']}>{courseListText.deviceOnly}</p>}
      {dialog === 'no-import' && (
        <p className={css['notice']} role="alert">
          {importText.notLoaded}
        </p>
      )}
      <CourseList courses={courses} isLoading={isLoading} />
      {dialog === 'create' && <CreateCourseDialog onClose={close} />}
      {dialog === 'import' && (
        <Suspense>
          <ImportDialog onClose={close} />
        </Suspense>
      )}
    </Page>
  )
}

interface CourseListProps {
  readonly courses: readonly ListedCourse[]
  readonly isLoading: boolean
}

function CourseList({ courses, isLoading }: CourseListProps) {
  if (courses.length === 0) {
    return <p className={css['empty']}>{isLoading ? courseListText.loading : courseListText.empty}</p>
  }
  return (
    <ul className={css['list']}>
      {courses.map(course => (
        <li key={course.id}>
          <Link href={courseAddress(course.id)} className={css['course']}>
            <span className={css['name']}>{course.title || outlineText.untitledCourse}</span>
            <span className={css['when']}>
              {course.isOnServer
                ? courseListText.changed(dayAndTimeOf(course.at))
                : courseListText.opened(dayAndTimeOf(course.at))}
            </span>
          </Link>
        </li>
      ))}
    </ul>
  )
}
