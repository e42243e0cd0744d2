import { useMemo, useState } from 'react'
import { useAnnounce } from '../../components/announcer/announcer.tsx'
import { savingBeginsAt } from '../../components/status-chip/chip-of.ts'
import { useSaveToasts } from '../../components/toasts/use-save-toasts.ts'
import type { CourseSession } from '../../session/session-state.ts'
import { outlineText, spoken } from '../../text/outline.ts'
import { saveText } from '../../text/save.ts'
import { courseText } from '../../text/screens.ts'
import { Page } from '../page.tsx'
import { useSeams } from '../seams.ts'
import type { CourseDialog } from './course-dialog.ts'
import { CourseDialogs } from './course-dialogs.tsx'
import { CourseHeader } from './course-header.tsx'
import { downloadCopy } from './download-copy.ts'
import { Outline } from './outline.tsx'
import { OutlineActions } from './outline-actions.ts'
import { Toolbar, type UndoSteps } from './toolbar.tsx'
import { useCourseSession, useNow } from './use-course-session.ts'
import { useOutlineView } from './use-outline-view.ts'
import { useRememberedCourse } from './use-remembered-course.ts'
import { useScreenKeys } from './use-screen-keys.ts'

/** A course whose mirror is read before anything of it is drawn. */
export function OpenCourse({ session }: { readonly session: CourseSession }) {
  const { phase } = useCourseSession(session)
  return phase === 'loading' ? (
    <Page title={courseText.opening}>
      <p>{courseText.opening}</p>
    </Page>
  ) : (
    <CourseEditor session={session} />
  )
}

function CourseEditor({ session }: { readonly session: CourseSession }) {
  const { state, at, dialog, setDialog, view, actions, save, steps } = useEditor(session)
  const header = <CourseHeader {...{ session, state, now: at, onSave: save, onDialog: setDialog }} />
  return (
    <Page title={state.course.info.title || outlineText.untitledCourse} heading={header}>
      {state.phase === 'empty' && state.draft.length === 0 ? (
        <p>{courseText.empty}</p>
      ) : (
        <>
          <Toolbar steps={steps} state={state} view={view} onAddChapter={() => actions.addChapter()} />
          <Outline course={state.course} view={view} actions={actions} onDialog={setDialog} />
        </>
      )}
      {dialog && (
        <CourseDialogs
          {...{ dialog, state, actions, session }}
          onDownload={() => downloadCopy(session)}
          onClose={() => setDialog(undefined)}
        />
      )}
    </Page>
  )
}

function useEditor(session: CourseSession) {
  const state = useCourseSession(session)
  const { now } = useSeams()
  const at = useNow(now, time => savingBeginsAt(state, time))
  const [dialog, setDialog] = useState<CourseDialog>()
  const view = useOutlineView(session)
  const actions = useOutlineActions(session, view)
  const save = useSave(session)
  const steps = useUndo(session)
  useRememberedCourse(state)
  useSaveToasts(session, {
    onReceipt: outcome => setDialog({ kind: 'receipt', outcome }),
    onReview: () => setDialog({ kind: 'review' }),
  })
  useScreenKeys({
    save,
    ...steps,
    help: () => setDialog({ kind: 'shortcuts' }),
  })
  return { state, at, dialog, setDialog, view, actions, save, steps }
}

function useOutlineActions(session: CourseSession, view: ReturnType<typeof useOutlineView>): OutlineActions {
  const { newId } = useSeams()
  const announce = useAnnounce()
  const { expand, focusAfter, startEditing } = view
  return useMemo(
    () => new OutlineActions({ session, view: { expand, focusAfter, startEditing }, newId, announce }),
    [session, expand, focusAfter, startEditing, newId, announce],
  )
}

function useUndo(session: CourseSession): UndoSteps {
  const announce = useAnnounce()
  return useMemo(
    () => ({
      undo: () => {
        session.undo()
        announce(spoken.undone)
      },
      redo: () => {
        session.redo()
        announce(spoken.redone)
      },
    }),
    [session, announce],
  )
}

/** Says so where there is nothing to save, and where this device could not keep it. */
function useSave(session: CourseSession): () => void {
  const announce = useAnnounce()
  return useMemo(
    () => () => {
      const { draft, pending } = session.getState()
      if (draft.length + pending.length === 0) return announce(saveText.nothingToSave)
      session.save().catch(() => announce(saveText.failed, 'assertive'))
    },
    [session, announce],
  )
}
