import { type ReactNode, useEffect, useMemo } from 'react'
import { showToast } from '../../components/toasts/show-toast.tsx'
import { LiveUploads } from '../../components/uploads/live-uploads.ts'
import {
  type UploadGestures,
  type UploadsOnScreen,
  UploadsOnScreenContext,
} from '../../components/uploads/shown-uploads-context.ts'
import type { UploadAction } from '../../components/uploads/upload-actions.ts'
import { UploadMarks } from '../../components/uploads/upload-marks.ts'
import type { CourseSession } from '../../session/session-state.ts'
import { uploadsText } from '../../text/uploads-showing.ts'
import { type DiskFile, isCaptions } from '../../uploads/chosen-file.ts'
import { unknownSizeBytes } from '../../uploads/lost-uploads.ts'
import { uploadIdsIn } from '../../uploads/upload-commands.ts'
import type { UploadQueue } from '../../uploads/upload-queue.ts'
import type { UploadItem } from '../../uploads/upload-state.ts'
import { chooseFiles } from './uploads/choose-files.ts'
import { waitingCommands } from './uploads/upload-references.ts'
import { type Uploads, useUploads } from './uploads/uploads-context.ts'

interface ShownUploadsProps {
  readonly session: CourseSession
  readonly children: ReactNode
}

/** Gives rows, list and receipts what they show of uploads: the server's word at once, this browser's when the engine is there. */
export function ShownUploads({ session, children }: ShownUploadsProps) {
  const uploads = useUploads()
  const marks = useMemo(() => new UploadMarks(session), [session])
  const own = useMemo(() => uploads && ownOf(uploads, session), [uploads, session])
  useEffect(() => marks.start(own), [marks, own])
  const onScreen = useMemo(() => ({ marks, ...(own && { own }) }), [marks, own])
  return <UploadsOnScreenContext value={onScreen}>{children}</UploadsOnScreenContext>
}

function ownOf(uploads: Uploads, session: CourseSession): NonNullable<UploadsOnScreen['own']> {
  const { getSnapshot, subscribe } = new LiveUploads(uploads.queue, session)
  const gestures = gesturesOf(uploads, session)
  return { getSnapshot, subscribe, gestures, maxUploadBytes: () => uploads.maxUploadBytes }
}

function gesturesOf({ queue, room }: Uploads, session: CourseSession): UploadGestures {
  return {
    act: (action, item) => own(run(queue, action, item)),
    pauseAll: () => own(queue.pause()),
    resumeAll: () => own(queue.resume()),
    retryFailed: () => own(queue.retryFailed()),
    keepAgain: () => own(room.askForMore()),
    canRemove: uploadId => !uploadIdsIn(waitingCommands(session.getState())).includes(uploadId),
  }
}

async function run(queue: UploadQueue, action: UploadAction, item: UploadItem): Promise<void> {
  const ids = [item.uploadId]
  switch (action) {
    case 'pause':
      return queue.pause(ids)
    case 'resume':
    case 'retry':
      return queue.resume(ids)
    case 'cancel':
      return queue.cancel(ids)
    case 'remove':
      await queue.cancel(ids)
      return queue.release(ids)
    case 'choose-again':
      return provide(queue, item)
    default:
      return action satisfies never
  }
}

async function provide(queue: UploadQueue, item: UploadItem): Promise<void> {
  const [chosen] = await chooseFiles({ isSeveral: false })
  if (!chosen) return
  const isOfItsKind = isCaptions(chosen) === isCaptions({ ...item, path: item.fileName })
  if (isOfItsKind && (await queue.provide(item.uploadId, chosen.file))) return
  showToast({ id: `provide-${item.uploadId}`, sentence: otherFileSentence(item, chosen), isProblem: true })
}

/** A command does not say how long captions were: where they are lost, their name is all that is known of them. */
function otherFileSentence({ fileName, sizeBytes }: UploadItem, chosen: DiskFile): string {
  return sizeBytes === unknownSizeBytes
    ? uploadsText.wrongKind(fileName, chosen.file.name)
    : uploadsText.wrongSize(fileName, sizeBytes, chosen.sizeBytes)
}

/** What this browser cannot write down is true as long as this page lives. */
function own(work: Promise<void>): void {
  work.catch(reportError)
}
