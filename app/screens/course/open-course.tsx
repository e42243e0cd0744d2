import { useMemo, useState } from 'react'
import { useLocation } from 'wouter'
import { useAnnounce } from '../../components/announcer/announcer.tsx'
import { Conflicts } from '../../components/conflict/conflicts.tsx'
import { Docks } from '../../components/docks/docks.tsx'
import { usePreloadedParts } from '../../components/loaded-later/loaded-later.tsx'
import { Together } from '../../components/presence/together.tsx'
import { useAccountState } from '../../components/sign-in/account-context.ts'
import { savingBeginsAt } from '../../components/status-chip/chip-of.ts'
import { useSaveToasts } from '../../components/toasts/use-save-toasts.ts'
import { OwnUploads } from '../../components/uploads/own-uploads.tsx'
import { useUploadsOnScreen } from '../../components/uploads/shown-uploads-context.ts'
import { ViewOnlyContext } from '../../components/view-only/view-only.ts'
import type { CourseSession, CourseSessionState } from '../../session/session-state.ts'
import { membersText } from '../../text/access.ts'
import { outlineText, spoken } from '../../text/outline.ts'
import { saveText } from '../../text/save.ts'
import { CourseSkeleton } from '../course-skeleton.tsx'
import { HistoryStage } from '../history/history-stage.tsx'
import { useHistoryPanel } from '../history/use-history-panel.ts'
import { useAsMember, ViewerNote } from '../members/viewing.tsx'
import { Page } from '../page.tsx'
import { useSeams } from '../seams.ts'
import { AbsentCourse, isAbsent } from './absent-course.tsx'
import type { ActionContext } from './course-action.ts'
import type { CourseDialog } from './course-dialog.ts'
import { CourseDialogs } from './course-dialogs.tsx'
import { CourseHeader } from './course-header.tsx'
import { CourseMedia } from './course-media.tsx'
import { CoursePanels } from './course-panels.tsx'
import { useDurations } from './durations-known.ts'
import { Outline } from './outline.tsx'
import { OutlineActions } from './outline-actions.ts'
import { ShownUploads } from './shown-uploads.tsx'
import { Toolbar, type UndoSteps } from './toolbar.tsx'
import { FileDrops } from './uploads/file-drops.tsx'
import { UploadsProvider } from './uploads/uploads-provider.tsx'
import { useFileGestures } from './uploads/use-file-gestures.ts'
import { useActionKeys } from './use-action-keys.ts'
import { useCoursePanel } from './use-course-panel.ts'
import { useCourseSession, useNow } from './use-course-session.ts'
import { useOutlinePaste } from './use-outline-paste.ts'
import { useOutlineView } from './use-outline-view.ts'
import { useRememberedAutosave } from './use-remembered-autosave.ts'
import { useRememberedCourse } from './use-remembered-course.ts'

/** A course whose mirror is read before anything of it is drawn. */
export function OpenCourse({ session }: { readonly session: CourseSession }) {
  const { phase } = useCourseSession(session)
  const { profile } = useSeams()
  if (phase === 'loading') return <CourseSkeleton />
  return (
    <Together session={session} profile={profile}>
      <UploadsProvider session={session}>
        <CourseMedia session={session}>
          <ShownUploads session={session}>
            <CourseEditor session={session} />
          </ShownUploads>
        </CourseMedia>
      </UploadsProvider>
    </Together>
  )
}

function CourseEditor({ session }: { readonly session: CourseSession }) {
  const { context, at, dialog, setDialog, history } = useEditor(session)
  const { state, view, actions, files, onDialog } = context
  const durationOf = useDurations(session)
  const isViewOnly = context.tellViewOnly !== undefined
  return (
    <ViewOnlyContext value={isViewOnly}>
      <Docks>
        <Page
          title={state.course.info.title || outlineText.untitledCourse}
          heading={<CourseHeader context={context} now={at} />}
          aside={history.panel && <CoursePanels panel={history.panel} context={context} onClose={history.closePanel} />}
        >
          <HistoryStage context={context} history={history}>
            {isAbsent(state) ? (
              <AbsentCourse connection={state.connection} />
            ) : (
              <>
                <ViewerNote courseId={state.courseId} />
                <Toolbar
                  {...{ steps: context, state, view, onUpload: files && (() => files.upload()) }}
                  onAddChapter={() => actions.addChapter()}
                />
                <Outline course={state.course} {...{ view, actions, files, onDialog, durationOf }} />
                {files && (
                  <FileDrops
                    {...{ session, files, dialog, onDialog }}
                    refusal={isViewOnly ? membersText.viewing : undefined}
                  />
                )}
                {!isViewOnly && <Conflicts session={session} state={state} onGo={view.reveal} />}
              </>
            )}
          </HistoryStage>
          <OwnUploads />
          {dialog && <CourseDialogs dialog={dialog} context={context} onClose={() => setDialog(undefined)} />}
        </Page>
      </Docks>
    </ViewOnlyContext>
  )
}

function useEditor(session: CourseSession) {
  const state = useCourseSession(session)
  const { now } = useSeams()
  const at = useNow(now, time => savingBeginsAt(state, time))
  const [dialog, setDialog] = useState<CourseDialog>()
  const history = useHistoryPanel(state, useCoursePanel())
  const view = useOutlineView(session)
  const context: ActionContext = {
    ...{ state, view, onDialog: setDialog, onPanel: history.onPanel },
    ...useAsMember({ session, actions: useOutlineActions(session, view) }),
    ...useUndo(session),
    save: useSave(session),
    navigate: useLocation()[1],
    files: useFileGestures({ session, onDialog: setDialog }),
    hasMembers: useAccountState().kind === 'signed-in',
  }
  useRememberedCourse(state)
  useRememberedAutosave(session)
  usePreloadedParts()
  useSaveToasts(session, {
    onReceipt: outcome => setDialog({ kind: 'receipt', outcome }),
    onReview: () => setDialog({ kind: 'refused' }),
    maxUploadBytes: useUploadsOnScreen()?.own?.maxUploadBytes,
  })
  useActionKeys(context)
  useOutlinePaste(context)
  return { context, at, dialog, setDialog, history }
}

function useOutlineActions(session: CourseSession, view: ReturnType<typeof useOutlineView>): OutlineActions {
  const { newId } = useSeams()
  const announce = useAnnounce()
  const { expand, focusAfter, startEditing, select } = view
  return useMemo(
    () => new OutlineActions({ session, view: { expand, focusAfter, startEditing, select }, newId, announce }),
    [session, expand, focusAfter, startEditing, select, newId, announce],
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
      const { draft } = session.getState()
      if (draft.length === 0) return announce(nothingToSave(session.getState()))
      session.save().catch(() => announce(saveText.failed, 'assertive'))
    },
    [session, announce],
  )
}

function nothingToSave({ pending, connection }: CourseSessionState): string {
  if (pending.length === 0) return saveText.nothingToSave
  return connection.kind === 'online' || connection.kind === 'http' ? saveText.stillSaving : saveText.onDevice
}
