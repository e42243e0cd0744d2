import { downloadFile } from '../../components/download-file.ts'
import type { CourseSession } from '../../session/session-state.ts'
import { fileNameOf } from '../../text/words.ts'

/** Hands the author a file with the course, the draft and what is pending [S3]. */
export function downloadCopy(session: CourseSession): void {
  const file = new Blob([session.exportCopy()], { type: 'application/json' })
  downloadFile(fileNameOf(session.getState().course.info.title, 'json'), file)
}
