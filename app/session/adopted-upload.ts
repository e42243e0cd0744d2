import { uploadIdsIn } from '../uploads/upload-commands.ts'
import type { AdoptedUpload, CourseSessionState } from './session-state.ts'

/** Whether what waits to be saved or answered has the video with the known upload, and with no other that would have to be sent. */
export function refersTo(
  { draft, pending }: Pick<CourseSessionState, 'draft' | 'pending'>,
  { videoId, uploadId, knownUploadId }: AdoptedUpload,
): boolean {
  const waiting = [...draft.map(({ command }) => command), ...pending.flatMap(({ operation }) => operation.commands)]
  const ofVideo = waiting.filter(command => 'videoId' in command && command.videoId === videoId)
  return uploadIdsIn(ofVideo).includes(knownUploadId) && !uploadIdsIn(waiting).includes(uploadId)
}
