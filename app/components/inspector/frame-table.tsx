import ArrowDown from 'lucide-react/icons/arrow-down'
import ArrowUp from 'lucide-react/icons/arrow-up'
import { memo } from 'react'
import { frameDetailOf } from '../../recording/frame-detail.ts'
import type { RecordedOf } from '../../recording/recorded-event.ts'
import type { Stretch } from '../../recording/recorder.ts'
import { directionText, frameText, inspectorText, momentText, sizeText } from '../../text/inspector.ts'
import css from './inspector.module.css'
import { InspectorSection } from './inspector-section.tsx'

const shownFrames = 100

/** What came and went, decoded only as it is shown. */
export function FrameTable({ stretch }: { readonly stretch: Stretch }) {
  const { events, startedAt, startedAtMs } = stretch
  const frames = events.filter((event): event is RecordedOf<'frame'> => event.kind === 'frame')
  const numbered = frames.map((frame, number) => ({ frame, number }))
  const shown = numbered.slice(-shownFrames).reverse()
  if (shown.length === 0) return <InspectorSection title={inspectorText.frames} hint={inspectorText.noFrames} />
  return (
    <InspectorSection title={inspectorText.frames} hint={inspectorText.framesHint(shown.length)}>
      <table className={css['table']}>
        <thead>
          <tr>
            <th scope="col">{inspectorText.when}</th>
            <th scope="col">{inspectorText.what}</th>
            <th scope="col" className={css['number']}>
              {inspectorText.size}
            </th>
          </tr>
        </thead>
        <tbody>
          {shown.map(({ frame, number }) => (
            <FrameRow key={number} frame={frame} wallOffsetMs={startedAt - startedAtMs} />
          ))}
        </tbody>
      </table>
    </InspectorSection>
  )
}

interface FrameRowProps {
  readonly frame: RecordedOf<'frame'>
  /** From the monotonic clock to ms since 1970. */
  readonly wallOffsetMs: number
}

const FrameRow = memo(function FrameRow({ frame, wallOffsetMs }: FrameRowProps) {
  const detail = frameDetailOf(frame)
  const Arrow = frame.direction === 'in' ? ArrowDown : ArrowUp
  return (
    <tr>
      <td className={css['time']}>{momentText(wallOffsetMs + frame.at)}</td>
      <td className={css['what']}>
        <Arrow className={css['arrow']} role="img" aria-label={directionText[frame.direction]} />
        {frameText(detail)}
      </td>
      <td className={css['number']}>{sizeText(detail.sizeBytes)}</td>
    </tr>
  )
})
