import { appText, courseText } from '../../text/screens.ts'
import { CourseSkeleton } from '../course-skeleton.tsx'
import { Page } from '../page.tsx'
import { OpenCourse } from './open-course.tsx'
import { useOpenSession } from './use-course-session.ts'

interface CourseScreenProps {
  readonly courseId: string
}

/** Give it `courseId` as its key: another course is another screen. */
export function CourseScreen({ courseId }: CourseScreenProps) {
  const opened = useOpenSession(courseId)
  if (opened.kind === 'open') return <OpenCourse session={opened.session} />
  if (opened.kind === 'opening') return <CourseSkeleton />
  return (
    <Page title={appText.name}>
      <p>{courseText.failed}</p>
    </Page>
  )
}
