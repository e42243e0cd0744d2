import { useState } from 'react'
import { TitleField } from '../../components/title-field/title-field.tsx'
import type { CourseSession, CourseSessionState } from '../../session/session-state.ts'
import { outlineText } from '../../text/outline.ts'
import css from './course-header.module.css'
import { TitleGesture } from './title-gesture.ts'

interface CourseTitleProps {
  readonly session: CourseSession
  readonly state: CourseSessionState
}

export function CourseTitle({ session, state }: CourseTitleProps) {
  const [gesture, setGesture] = useState<TitleGesture>()
  const type = (title: string) => {
    const { saved, course } = session.getState()
    const was = gesture?.type(title, saved.info.title) ?? saved.info.title
    if (title !== course.info.title) session.edit([{ type: 'edit-course', title, was: { title: was } }])
  }
  return (
    <h1 className={css['title']}>
      <TitleField
        label={outlineText.courseTitle}
        value={state.course.info.title}
        placeholder={outlineText.untitledCourse}
        isEditing={gesture !== undefined}
        onStart={() => setGesture(new TitleGesture(state.saved.info.title))}
        onType={type}
        onEnd={() => setGesture(undefined)}
      />
    </h1>
  )
}
