/** What an author does with files: chooses them, drops them, puts another in the place of one. */
import { use, useMemo } from 'react'
import { useAnnounce } from '../../../components/announcer/announcer.tsx'
import { showToast } from '../../../components/toasts/show-toast.tsx'
import type { CourseSession } from '../../../session/session-state.ts'
import { membersText } from '../../../text/access.ts'
import { appText } from '../../../text/screens.ts'
import { addingText, refusalSentence } from '../../../text/uploads-adding.ts'
import type { DiskFile } from '../../../uploads/chosen-file.ts'
import { type DroppedItem, readDropped } from '../../../uploads/dropped-files.ts'
import { useOwnRole } from '../../members/use-members.ts'
import type { CourseDialog } from '../course-dialog.ts'
import { chooseFiles } from './choose-files.ts'
import { type Uploads, UploadsContext } from './uploads-context.ts'

export interface FileGestures {
  /** Opens the browser's dialog, then the preview. To be called in a gesture, as `replace`. */
  upload(choice?: { readonly chapterId?: string; readonly isFolder?: boolean }): void
  /** @param chapterId undefined: on the outline */
  drop(items: readonly DroppedItem[], chapterId: string | undefined): void
  /** The video keeps its title, place and captions. */
  replace(videoId: string): void
}

interface GestureParts {
  readonly session: CourseSession
  readonly onDialog: (dialog: CourseDialog) => void
}

/** Undefined where nothing can be uploaded. The same object until the course or the author's role is another. */
export function useFileGestures({ session, onDialog }: GestureParts): FileGestures | undefined {
  const open = use(UploadsContext)?.open
  const announce = useAnnounce()
  const isViewer = useOwnRole(session.getState().courseId) === 'viewer'
  return useMemo((): FileGestures | undefined => {
    if (!open) return undefined
    const tell = () => announce(membersText.viewing, 'assertive')
    if (isViewer) return { upload: tell, drop: tell, replace: tell }
    return {
      upload: ({ chapterId, isFolder = false } = {}) => {
        void chooseFiles({ isFolder }).then(files => {
          if (files.length > 0) onDialog({ kind: 'upload', files: Promise.resolve(files), place: 'chosen', chapterId })
        })
      },
      drop: (items, chapterId) => onDialog({ kind: 'upload', files: readDropped(items), place: 'dropped', chapterId }),
      replace: videoId => void replaceChosen(open, { session, videoId, announce, onDialog }),
    }
  }, [session, open, onDialog, announce, isViewer])
}

interface Replacing extends GestureParts {
  readonly videoId: string
  readonly announce: (sentence: string) => void
}

async function replaceChosen(open: () => Promise<Uploads>, replacing: Replacing): Promise<void> {
  const [file] = await chooseFiles({ isSeveral: false })
  if (!file) return
  const uploads = await open().catch(() => undefined)
  if (!uploads) return showToast({ id: 'replace-file', sentence: appText.partNotLoaded, isProblem: true })
  const { room } = uploads
  const measured = await room.lackFor([file.sizeBytes])
  const onTake = () => take(file, uploads, replacing)
  if (measured) replacing.onDialog({ kind: 'no-room', file, room, measured, onTake })
  else onTake()
}

function take(file: DiskFile, uploads: Uploads, { session, videoId, announce }: Replacing): void {
  const reason = uploads.replaceFile(videoId, file)
  const fileName = file.file.name
  const title = session.getState().course.videos.get(videoId)?.title ?? ''
  if (!reason) return announce(addingText.replaced(title, fileName))
  const sentence = refusalSentence({ fileName, reason }, uploads.maxUploadBytes)
  showToast({ id: 'replace-file', sentence, isProblem: true })
}
