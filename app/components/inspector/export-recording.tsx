import Download from 'lucide-react/icons/download'
import { useId } from 'react'
import { recordingText } from '../../recording/recording-text.ts'
import type { CourseSession } from '../../session/session-state.ts'
import { inspectorText } from '../../text/inspector.ts'
import { useAnnounce } from '../announcer/announcer.tsx'
import { Button } from '../button/button.tsx'
import { downloadFile } from '../download-file.ts'
import css from './inspector.module.css'
import { InspectorSection } from './inspector-section.tsx'

interface ExportRecordingProps {
  readonly session: CourseSession
  /** Of events. */
  readonly count: number
}

/** What the file holds is said before it is made. */
export function ExportRecording({ session, count }: ExportRecordingProps) {
  const announce = useAnnounce()
  const hintId = useId()
  const download = () => {
    downloadRecording(session)
    announce(inspectorText.exported)
  }
  return (
    <InspectorSection title={inspectorText.recording}>
      <p className={css['hint']} id={hintId}>
        {inspectorText.recordingHint(count)}
      </p>
      <Button onPress={download} aria-describedby={hintId}>
        <Download aria-hidden="true" />
        {inspectorText.export}
      </Button>
    </InspectorSection>
  )
}

function downloadRecording({ inspection }: CourseSession): void {
  const { recorder, options } = inspection
  const text = recordingText(recorder.recorded(), options)
  const name = inspectorText.fileName(options.courseId, options.clock.now())
  downloadFile(name, new Blob([text], { type: 'application/x-ndjson' }))
}
