import type { CourseSession, PendingView } from '../../session/session-state.ts'
import { inspectorText } from '../../text/inspector.ts'
import { counted, durationOf } from '../../text/words.ts'
import css from './inspector.module.css'
import { InspectorSection } from './inspector-section.tsx'

/** What waits for its fate, and how long ago it came to each stage. */
export function PendingTable({ session }: { readonly session: CourseSession }) {
  const { pending } = session.getState()
  const now = session.inspection.options.clock.now()
  if (pending.length === 0)
    return <InspectorSection title={inspectorText.pending} hint={inspectorText.nothingPending} />
  return (
    <InspectorSection title={inspectorText.pending}>
      <table className={css['table']}>
        <thead>
          <tr>
            <th scope="col">{inspectorText.operation}</th>
            {Object.values(inspectorText.stages).map(stage => (
              <th key={stage} scope="col" className={css['number']}>
                {stage}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {pending.map(view => (
            <PendingRow key={view.operation.operationId} view={view} now={now} />
          ))}
        </tbody>
      </table>
    </InspectorSection>
  )
}

function PendingRow({ view, now }: { readonly view: PendingView; readonly now: number }) {
  const { operation, onDeviceAt, sentAt, committedAt, ackedAt } = view
  const reachedAt = { onDevice: onDeviceAt, sent: sentAt, committed: committedAt, acked: ackedAt }
  return (
    <tr>
      <th scope="row" className={css['id']}>
        {operation.operationId}
        <span className={css['hint']}>{counted(operation.commands.length, 'command')}</span>
      </th>
      {Object.entries(reachedAt).map(([stage, at]) => (
        <td key={stage} className={css['number']}>
          {at === undefined ? inspectorText.notYet : durationOf(now - at)}
        </td>
      ))}
    </tr>
  )
}
