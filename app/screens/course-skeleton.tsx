import { SkeletonHeading, SkeletonOutline } from '../components/skeleton/skeleton.tsx'
import { courseText } from '../text/screens.ts'
import { Page } from './page.tsx'

/** A course that is being opened: its screen, its session or its mirror is on the way. */
export function CourseSkeleton() {
  const heading = (
    <>
      <h1 className="visually-hidden">{courseText.opening}</h1>
      <SkeletonHeading />
    </>
  )
  return (
    <Page title={courseText.opening} heading={heading}>
      <SkeletonOutline />
    </Page>
  )
}
