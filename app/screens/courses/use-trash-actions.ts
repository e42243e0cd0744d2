import { useCallback } from 'react'
import { useAnnounce } from '../../components/announcer/announcer.tsx'
import { showToast } from '../../components/toasts/show-toast.tsx'
import { useCourseTrash } from '../../server-state/use-course-trash.ts'
import { coursesText } from '../../text/courses.ts'
import { useSeams } from '../seams.ts'

interface NamedCourse {
  readonly id: string
  readonly title: string
}

export interface TrashActions {
  readonly moveToTrash: (course: NamedCourse) => void
  readonly restore: (course: NamedCourse) => void
}

/** No question beforehand: the way back is one press, and stays in the trash. */
export function useTrashActions(): TrashActions {
  const { now } = useSeams()
  const trash = useCourseTrash(now)
  const announce = useAnnounce()
  const restore = useCallback(
    ({ id, title }: NamedCourse) => {
      trash.restore(id).then(
        () => announce(coursesText.restored(title)),
        () => tellFailure(id, coursesText.restoreFailed(title)),
      )
    },
    [trash, announce],
  )
  const moveToTrash = useCallback(
    (course: NamedCourse) => {
      const { id, title } = course
      const undo = { label: coursesText.undo, onPress: () => restore(course) }
      trash.move(id).then(
        () => showToast({ id: toastId(id), sentence: coursesText.trashed(title), action: undo }),
        () => tellFailure(id, coursesText.trashFailed(title)),
      )
    },
    [trash, restore],
  )
  return { moveToTrash, restore }
}

const toastId = (courseId: string) => `trash:${courseId}`

function tellFailure(courseId: string, sentence: string): void {
  showToast({ id: toastId(courseId), sentence, isProblem: true })
}
