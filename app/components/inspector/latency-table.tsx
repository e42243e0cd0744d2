import { latenciesOf } from '../../recording/latencies.ts'
import type { RecordedEvent } from '../../recording/recorded-event.ts'
import { inspectorText, stageText } from '../../text/inspector.ts'
import { durationOf } from '../../text/words.ts'
import css from './inspector.module.css'
import { InspectorSection } from './inspector-section.tsx'

export function LatencyTable({ events }: { readonly events: readonly RecordedEvent[] }) {
  const { count, stages } = latenciesOf(events)
  if (count === 0) return <InspectorSection title={inspectorText.latencies} hint={inspectorText.noLatencies} />
  return (
    <InspectorSection title={inspectorText.latencies} hint={inspectorText.latencyHint(count)}>
      <table className={css['table']}>
        <thead>
          <tr>
            <th scope="col">{inspectorText.stage}</th>
            {[inspectorText.median, inspectorText.p95, inspectorText.newest].map(name => (
              <th key={name} scope="col" className={css['number']}>
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {stages.map(({ stage, median, p95, newest }) => (
            <tr key={stage}>
              <th scope="row">{stageText[stage]}</th>
              <td className={css['number']}>{durationOf(median)}</td>
              <td className={css['number']}>{durationOf(p95)}</td>
              <td className={css['number']}>{durationOf(newest)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </InspectorSection>
  )
}
