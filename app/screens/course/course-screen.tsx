import { OrBroken } from '../../components/broken/broken.tsx'
import { appText, courseText } from '../../text/screens.ts'
import { CourseSkeleton } from '../course-skeleton.tsx'
import { Page } from '../page.tsx'
import { downloadCopy } from './download-copy.ts'
import { OpenCourse } from './open-course.tsx'
import { useOpenSession } from './use-course-session.ts'

interface CourseScreenProps {
  readonly courseId: string
}

/** Give it `courseId` as its key: another course is another screen. */
export function CourseScreen({ courseId }: CourseScreenProps) {
  const opened = useOpenSession(courseId)
  if (opened.kind === 'open') {
    const { session } = opened
    return (
      <OrBroken onDownload={() => downloadCopy(session)} isKept={() => session.getState().local.kind === 'ok'}>
        <OpenCourse session={session} />
      </OrBroken>
    )
  }
  if (opened.kind === 'opening') return <CourseSkeleton />
  return (
    <Page title={appText.name}>
      <p>{courseText.failed}</p>
    </Page>
  )
}
