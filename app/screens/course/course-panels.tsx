import type { ReactNode } from 'react'
import { loadedLater } from '../../components/loaded-later/loaded-later.tsx'
import { SidePanel } from '../../components/side-panel/side-panel.tsx'
import { activityText } from '../../text/activity.ts'
import { historyText } from '../../text/history.ts'
import { panelText } from '../../text/panels.ts'
import type { ActionContext } from './course-action.ts'
import type { CoursePanel } from './course-panel.ts'
import type { RowRef } from './row.ts'

/** Each is loaded when it is first opened. */
const ActivityList = loadedLater(async () => (await import('../../components/activity/activity-list.tsx')).ActivityList)

const Details = loadedLater(async () => (await import('../../components/details/details.tsx')).Details)

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
function RowDetails({ context: { state, view, actions, onDialog, onPanel } }: { readonly context: ActionContext }) {
  const rows = view.selected.length > 0 ? view.selected : view.focused ? [view.focused] : []
  const rowActions = {
    rename: (row: RowRef) => actions.startEditing(row),
    move: (moved: readonly RowRef[]) => onDialog({ kind: 'move', rows: moved }),
    duplicate: (copied: readonly RowRef[]) => actions.duplicate(copied),
    remove: (removed: readonly RowRef[]) => actions.remove(removed),
    restore: (row: RowRef) => actions.restore(row),
  }
  return <Details rows={rows} course={state.course} actions={rowActions} onClose={() => onPanel('details')} />
}
