import type { CourseSession } from '../../session/session-state.ts'
import { ConnectionFacts } from './connection-facts.tsx'
import { ExportRecording } from './export-recording.tsx'
import { FrameTable } from './frame-table.tsx'
import css from './inspector.module.css'
import { LatencyTable } from './latency-table.tsx'
import { PendingTable } from './pending-table.tsx'
import { useTicks } from './use-ticks.ts'

const drawnEveryMs = 250

/** How this tab syncs, as it happens: for whoever wants to know, or has to find out. */
export function SyncInspector({ session }: { readonly session: CourseSession }) {
  useTicks(drawnEveryMs)
  const stretch = session.inspection.recorder.recorded()
  const { events } = stretch
  return (
    <div className={css['inspector']}>
      <ConnectionFacts session={session} />
      <PendingTable session={session} />
      <LatencyTable events={events} />
      <ExportRecording session={session} count={events.length} />
      <FrameTable stretch={stretch} />
    </div>
  )
}
