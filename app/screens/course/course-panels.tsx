import type { ReactNode } from 'react'
import type { Video } from '../../../course/model.ts'
import type { KnownFiles } from '../../components/details/details-of.ts'
import { loadedLater } from '../../components/loaded-later/loaded-later.tsx'
import { SidePanel } from '../../components/side-panel/side-panel.tsx'
import { useMedia } from '../../media/media-context.ts'
import { useUploadAuthor } from '../../server-state/use-upload-author.ts'
import type { CourseSession } from '../../session/session-state.ts'
import { activityText } from '../../text/activity.ts'
import { historyText } from '../../text/history.ts'
import { panelText } from '../../text/panels.ts'
import type { ActionContext } from './course-action.ts'
import type { CoursePanel } from './course-panel.ts'
import type { RowRef } from './row.ts'
import { useUploads } from './uploads/uploads-context.ts'

/** Each is loaded when it is first opened. */
const ActivityList = loadedLater(async () => (await import('../../components/activity/activity-list.tsx')).ActivityList)

const Details = loadedLater(async () => (await import('../../components/details/details.tsx')).Details)

const VideoMedia = loadedLater(async () => (await import('../../components/player/video-media.tsx')).VideoMedia)

const SyncInspector = loadedLater(
  async () => (await import('../../components/inspector/sync-inspector.tsx')).SyncInspector,
)

const HistoryPanel = loadedLater(async () => (await import('../history/history-panel.tsx')).HistoryPanel)

interface PanelContent {
  readonly title: string
  readonly render: (context: ActionContext) => ReactNode
}

const panels: Readonly<Record<CoursePanel, PanelContent>> = {
  activity: {
    title: activityText.title,
    render: ({ session, state }) => <ActivityList session={session} course={state.course} />,
  },
  details: {
    title: panelText.details,
    render: context => <RowDetails context={context} />,
  },
  history: { title: historyText.title, render: ({ state }) => <HistoryPanel state={state} /> },
  inspector: { title: panelText.inspector, render: ({ session }) => <SyncInspector session={session} /> },
}

interface CoursePanelsProps {
  readonly panel: CoursePanel
  readonly context: ActionContext
  readonly onClose: () => void
}

export function CoursePanels({ panel, context, onClose }: CoursePanelsProps) {
  const { title, render } = panels[panel]
  return (
    <SidePanel key={panel} title={title} onClose={onClose}>
      {render(context)}
    </SidePanel>
  )
}

/** Of the selected rows, else of the one that has the focus or had it last. */
function RowDetails({
  context: { session, state, view, actions, onDialog, onPanel },
}: {
  readonly context: ActionContext
}) {
  const rows = view.selected.length > 0 ? view.selected : view.focused ? [view.focused] : []
  const rowActions = {
    rename: (row: RowRef) => actions.startEditing(row),
    move: (moved: readonly RowRef[]) => onDialog({ kind: 'move', rows: moved }),
    duplicate: (copied: readonly RowRef[]) => actions.duplicate(copied),
    remove: (removed: readonly RowRef[]) => actions.remove(removed),
    restore: (row: RowRef) => actions.restore(row),
  }
  const [row, ...others] = rows
  const video = row?.kind === 'video' && others.length === 0 ? state.course.videos.get(row.id) : undefined
  const known = useKnownFile(state.courseId, video)
  return (
    <Details rows={rows} course={state.course} known={known} actions={rowActions} onClose={() => onPanel('details')}>
      {video && <RowMedia video={video} session={session} />}
    </Details>
  )
}

/** What the server knows of the video's file, and who uploaded it. */
function useKnownFile(courseId: string, video: Video | undefined): KnownFiles | undefined {
  const { source } = video ?? {}
  const { known } = useMedia() ?? {}
  const file = source?.kind === 'upload' ? known?.get(source.uploadId) : undefined
  const uploadedBy = useUploadAuthor(courseId, file)
  return file && new Map([[file.uploadId, { ...file, uploadedBy }]])
}

function RowMedia({ video, session }: { readonly video: Video; readonly session: CourseSession }) {
  const uploads = useUploads()
  const { language } = session.getState().course.info
  return (
    <VideoMedia
      key={video.id}
      video={video}
      language={language}
      edit={commands => session.edit(commands)}
      takeCaptions={uploads && ((videoId, captions) => uploads.addCaptions(videoId, captions))}
    />
  )
}
