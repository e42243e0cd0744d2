import type { CourseSession } from '../../session/session-state.ts'
import { closeText, connectionText, inspectorText } from '../../text/inspector.ts'
import { Button } from '../button/button.tsx'
import { Select } from '../select/select.tsx'
import css from './inspector.module.css'
import { InspectorSection } from './inspector-section.tsx'

/** How it stands with the server, and the switches that change it. */
export function ConnectionFacts({ session }: { readonly session: CourseSession }) {
  const { acks } = session.inspection
  return (
    <InspectorSection title={inspectorText.connection}>
      <dl className={css['facts']}>
        {factsOf(session).map(([name, value]) => (
          <div key={name} className={css['fact']}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      <Button onPress={() => session.dropConnection()}>{inspectorText.drop}</Button>
      <Select
        label={inspectorText.delay}
        value={String(acks.delayMs)}
        options={inspectorText.delays.map(({ delayMs, label }) => ({ id: String(delayMs), label }))}
        onChange={delayMs => acks.setDelay(Number(delayMs))}
      />
      <p className={css['hint']}>{inspectorText.delayHint}</p>
    </InspectorSection>
  )
}

function factsOf(session: CourseSession): readonly (readonly [name: string, value: string])[] {
  const { recorder, options } = session.inspection
  const { connection, server } = session.getState()
  const { ago, unknown } = inspectorText
  const nowMs = options.clock.monotonicMs()
  const since = recorder.latest('connection')
  const close = recorder.latest('close')
  return [
    [inspectorText.state, connectionText(connection)],
    [inspectorText.since, since ? ago(nowMs - since.at) : unknown],
    [
      inspectorText.lastClose,
      close ? `${closeText(close.code, close.reason)} · ${ago(nowMs - close.at)}` : inspectorText.noClose,
    ],
    [inspectorText.sockets, String(recorder.latest('connect')?.socket ?? 0)],
    [inspectorText.epoch, server?.epoch ?? unknown],
    [inspectorText.revision, server ? String(server.revision) : unknown],
  ]
}
