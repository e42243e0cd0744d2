import type { Video } from '../../../course/model.ts'
import { outlineText } from '../../text/outline.ts'
import css from './outline.module.css'
import type { RowRef } from './row.ts'
import type { RowHandlers } from './row-handlers.ts'
import { VideoRow } from './video-row.tsx'

interface UnfiledProps {
  readonly videos: readonly Video[]
  readonly editing: RowRef | undefined
  readonly handlers: RowHandlers
}

/** Live videos whose chapter is gone: nothing disappears [C3]. */
export function Unfiled({ videos, editing, handlers }: UnfiledProps) {
  if (videos.length === 0) return null
  return (
    <div className={css['aside']}>
      <h2 className={css['asideTitle']}>{outlineText.unfiled}</h2>
      <p className={css['hint']}>{outlineText.unfiledHint}</p>
      <ol className={css['videos']}>
        {videos.map(video => (
          <VideoRow key={video.id} video={video} isEditing={editing?.id === video.id} handlers={handlers} />
        ))}
      </ol>
    </div>
  )
}
