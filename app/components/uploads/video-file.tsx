import Check from 'lucide-react/icons/check'
import type { UploadSource } from '../../media/media-context.ts'
import { uploadsText } from '../../text/uploads-showing.ts'
import { ActionButton } from './action-button.tsx'
import { viewOfMark } from './mark-view.ts'
import { useUploadMark, useUploadsOnScreen } from './shown-uploads-context.ts'
import { actionsOf } from './upload-actions.ts'
import { UploadBar } from './upload-bar.tsx'
import css from './video-file.module.css'

interface VideoFileProps {
  readonly videoId: string
  readonly source: UploadSource
}

/** In a video's row: its file, and how far that is on its way. As wide with and without, so that nothing moves. */
export function VideoFile({ videoId, source }: VideoFileProps) {
  const mark = useUploadMark(videoId)
  const own = useUploadsOnScreen()?.own
  if (!mark) {
    return (
      <span className={css['file']}>
        <span className={css['text']}>{source.fileName}</span>
      </span>
    )
  }
  const view = viewOfMark(mark, source.sizeBytes, own?.maxUploadBytes())
  const [action] = mark.kind === 'own' ? actionsOf(mark.item) : []
  return (
    <>
      <span className={css['file']} data-look={view.look} title={view.detail}>
        {view.look === 'done' && <Check aria-hidden="true" />}
        <span className={css['text']}>{view.text}</span>
        {mark.kind === 'own' && action && own && (
          <ActionButton action={action} item={mark.item} onPress={() => own.gestures.act(action, mark.item)} isSmall />
        )}
      </span>
      {view.isUnderWay && (
        <span className={css['bar']}>
          <UploadBar
            label={uploadsText.progressOf(source.fileName)}
            {...{ percent: view.percent, look: view.look, text: view.detail ?? view.text }}
          />
        </span>
      )}
    </>
  )
}
