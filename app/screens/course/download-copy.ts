import type { CourseSession } from '../../session/session-state.ts'
import { courseText } from '../../text/screens.ts'

/** Hands the author a file with the course, the draft and what is pending [S3]. */
export function downloadCopy(session: CourseSession): void {
  const url = URL.createObjectURL(new Blob([session.exportCopy()], { type: 'application/json' }))
  const link = document.createElement('a')
  link.href = url
  link.download = courseText.copyName(session.getState().course.info.title)
  link.click()
  URL.revokeObjectURL(url)
}
