import { type FormEvent, useMemo, useState } from 'react'
import { chaptersOf } from '../../../../course/outline.ts'
import { afterFocusReturns } from '../../../components/after-focus-returns.ts'
import { useAnnounce } from '../../../components/announcer/announcer.tsx'
import { Button } from '../../../components/button/button.tsx'
import { Dialog, DialogActions } from '../../../components/dialog/dialog.tsx'
import { Select } from '../../../components/select/select.tsx'
import { RoomNote } from '../../../components/uploads/room-note.tsx'
import { appText } from '../../../text/screens.ts'
import { addingText } from '../../../text/uploads-adding.ts'
import { roomText } from '../../../text/uploads-room.ts'
import type { DiskFile } from '../../../uploads/chosen-file.ts'
import type { UploadPlan } from '../../../uploads/planned-uploads.ts'
import type { ActionContext } from '../course-action.ts'
import type { UploadDialogRequest } from '../course-dialog.ts'
import type { Lack } from './course-file-room.ts'
import { carriedTitles, newChapter, sectionsOf, videoCountOf, withTitles } from './edited-plan.ts'
import { LeftOutFiles, PlanPreview } from './upload-preview.tsx'
import type { Uploads } from './uploads-context.ts'
import { useLackOfRoom } from './use-lack-of-room.ts'
import { sizesIn, useUploadPlan } from './use-upload-plan.ts'

interface UploadDialogProps {
  readonly context: ActionContext
  readonly request: UploadDialogRequest
  readonly onClose: () => void
}

/** What goes where, and what is left out, before anything is added. */
export function UploadDialog({ context, request, onClose }: UploadDialogProps) {
  const planned = useUploadPlan(request.files)
  return (
    <Dialog title={addingText.title} onClose={onClose}>
      {planned.kind === 'reading' && <p role="status">{addingText.reading}</p>}
      {planned.kind === 'failed' && <p role="alert">{appText.partNotLoaded}</p>}
      {planned.kind === 'planned' && <PlanForm {...{ context, request, onClose, ...planned }} />}
    </Dialog>
  )
}

interface PlanFormProps extends UploadDialogProps {
  readonly uploads: Uploads
  readonly plan: UploadPlan<DiskFile>
  readonly lack: Lack | undefined
}

function PlanForm({ context, request, plan, uploads, lack: measured, onClose }: PlanFormProps) {
  const { target, setTarget, chapters } = useTarget(context, request)
  const titles = useTitles(plan)
  const { lack, ask } = useLackOfRoom({ room: uploads.room, sizesBytes: sizesIn(plan), measured })
  const add = useAdd(context, uploads)
  const count = videoCountOf(plan)
  const chapter = chapters.find(({ id }) => id === target)
  const sections = useMemo(() => sectionsOf(plan, { chapter, newTitle: addingText.newChapterTitle }), [plan, chapter])
  const submit = (event: FormEvent) => {
    event.preventDefault()
    onClose()
    const asked = withTitles(plan, titles)
    afterFocusReturns(() => add(asked, chapter?.id))
  }
  const options = [
    { id: newChapter, label: addingText.newChapter },
    ...chapters.map(({ id, title }) => ({ id, label: title })),
  ]
  return (
    <form onSubmit={submit}>
      {plan.videos.length > 0 && (
        <Select label={addingText.addTo} value={chapter?.id ?? newChapter} options={options} onChange={setTarget} />
      )}
      {count > 0 ? <PlanPreview sections={sections} titles={titles} /> : <p>{addingText.nothing}</p>}
      <LeftOutFiles skipped={plan.skipped} maxUploadBytes={uploads.maxUploadBytes} />
      {lack && <RoomNote lack={lack} onAsk={ask} />}
      <DialogActions>
        <Button onPress={onClose}>{count > 0 ? addingText.cancel : addingText.close}</Button>
        {count > 0 && (
          // What is right as it stands is added with Enter.
          <Button look="primary" type="submit" autoFocus>
            {lack ? roomText.addAndStay(count) : addingText.add(count)}
          </Button>
        )}
      </DialogActions>
    </form>
  )
}

/** What is typed is kept in here; nothing is drawn again for it. Stays when more files come into the plan. */
function useTitles(plan: UploadPlan<DiskFile>): Map<object, string> {
  const [edited, setEdited] = useState({ plan, titles: new Map<object, string>() })
  if (edited.plan === plan) return edited.titles
  const titles = carriedTitles(edited, plan)
  setEdited({ plan, titles })
  return titles
}

/** What the author has chosen, or where the files were meant to go. */
function useTarget({ state, view }: ActionContext, { chapterId, place }: UploadDialogRequest) {
  const chapters = chaptersOf(state.course)
  const [target, setTarget] = useState(() => {
    if (chapterId !== undefined || place === 'dropped') return chapterId ?? newChapter
    const { focused } = view
    const inHand = focused?.kind === 'video' ? state.course.videos.get(focused.id)?.place[0] : focused?.id
    return (chapters.find(({ id }) => id === inHand) ?? chapters.at(-1))?.id ?? newChapter
  })
  return { target, setTarget, chapters }
}

/** One gesture, taken back by one undo; the focus goes to the first new row. */
function useAdd({ view }: ActionContext, uploads: Uploads) {
  const announce = useAnnounce()
  return (plan: UploadPlan<DiskFile>, chapterId: string | undefined) => {
    const place = { ...(chapterId !== undefined && { chapterId }), newChapterTitle: addingText.newChapterTitle }
    const { first } = uploads.add(plan, place)
    if (first) view.reveal(first)
    announce(addingText.added(videoCountOf(plan)))
  }
}
