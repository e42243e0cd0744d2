import type { Command } from '../../../course/command.ts'
import type { Video } from '../../../course/model.ts'
import { CaptionsSection, type TakeCaptions } from '../captions/captions-section.tsx'
import css from './player.module.css'
import { Player } from './player.tsx'

interface VideoMediaProps {
  readonly video: Video
  /** Likely languages of new captions: the course's. */
  readonly language: string | undefined
  readonly edit: (commands: readonly Command[]) => void
  /** Undefined: files cannot be taken in now. */
  readonly takeCaptions: TakeCaptions | undefined
}

/** Of an uploaded video: its player and its captions. A link opens where it leads; nothing of another site is loaded here. */
export function VideoMedia({ video, language, edit, takeCaptions }: VideoMediaProps) {
  const { source } = video
  if (source?.kind !== 'upload') return null
  return (
    <div className={css['media']}>
      <Player key={source.uploadId} video={video} source={source} hasDownload />
      <CaptionsSection {...{ video, language, edit, takeCaptions }} />
    </div>
  )
}
