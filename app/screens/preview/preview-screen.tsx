import ArrowLeft from 'lucide-react/icons/arrow-left'
import Eye from 'lucide-react/icons/eye'
import { useMemo, useState } from 'react'
import { Link } from 'wouter'
import type { CourseSession } from '../../session/session-state.ts'
import { outlineText } from '../../text/outline.ts'
import { previewText } from '../../text/preview.ts'
import { courseText } from '../../text/screens.ts'
import { AbsentCourse, isAbsent } from '../course/absent-course.tsx'
import { CourseMedia } from '../course/course-media.tsx'
import { UploadsProvider } from '../course/uploads/uploads-provider.tsx'
import { useCourseSession, useOpenSession } from '../course/use-course-session.ts'
import { courseAddress } from '../courses/course-address.ts'
import { Page } from '../page.tsx'
import { Contents } from './contents.tsx'
import { LessonView } from './lesson-view.tsx'
import { lessonsOf, positionIn } from './lessons.ts'
import css from './preview.module.css'

/** The course as a learner sees it, with what is not saved yet; read-only, and with no network too. */
export function PreviewScreen({ courseId }: { readonly courseId: string }) {
  const opened = useOpenSession(courseId)
  if (opened.kind === 'open') {
    return (
      <UploadsProvider session={opened.session}>
        <CourseMedia session={opened.session}>
          <Preview session={opened.session} />
        </CourseMedia>
      </UploadsProvider>
    )
  }
  return (
    <Page title={courseText.opening}>
      <p>{opened.kind === 'opening' ? courseText.opening : courseText.failed}</p>
    </Page>
  )
}

function Preview({ session }: { readonly session: CourseSession }) {
  const state = useCourseSession(session)
  const { course, courseId, draft, phase } = state
  const lessons = useMemo(() => lessonsOf(course), [course])
  const [videoId, setVideoId] = useState<string>()
  const position = positionIn(lessons, videoId)
  const title = course.info.title || outlineText.untitledCourse
  return (
    <Page title={title} heading={<PreviewHeading {...{ title, courseId, unsaved: draft.length }} />}>
      {phase === 'loading' ? (
        <p>{courseText.opening}</p>
      ) : isAbsent(state) ? (
        <AbsentCourse connection={state.connection} />
      ) : lessons.chapters.length === 0 ? (
        <p className={css['empty']}>{previewText.empty}</p>
      ) : (
        <div className={css['columns']}>
          <LessonView info={course.info} lessons={lessons} position={position} onGo={setVideoId} />
          <Contents lessons={lessons} videoId={position?.lesson.video.id} onGo={setVideoId} />
        </div>
      )}
    </Page>
  )
}

interface HeadingProps {
  readonly title: string
  readonly courseId: string
  readonly unsaved: number
}

function PreviewHeading({ title, courseId, unsaved }: HeadingProps) {
  return (
    <>
      <div className={css['bar']}>
        <p className={css['label']} title={previewText.hint}>
          <Eye aria-hidden="true" />
          {previewText.label(unsaved)}
        </p>
        <Link className={css['back']} href={courseAddress(courseId)}>
          <ArrowLeft aria-hidden="true" />
          {previewText.back}
        </Link>
      </div>
      <h1 className={css['title']}>
        <bdi>{title}</bdi>
      </h1>
    </>
  )
}
