import { memo } from 'react'
import type { Video } from '../../../../course/model.ts'
import { Thumbnail } from '../../../components/player/thumbnail.tsx'
import { RowMarks } from '../../../components/row-marks/row-marks.tsx'
import { linkHost } from '../../../components/source/link-host.ts'
import { TitleField } from '../../../components/title-field/title-field.tsx'
import { VideoFile } from '../../../components/uploads/video-file.tsx'
import { useIsViewOnly } from '../../../components/view-only/view-only.ts'
import { clockText } from '../../../text/media.ts'
import { outlineText } from '../../../text/outline.ts'
import { RowMenuButton } from '../row-menu-button.tsx'
import { Marked } from './marked.tsx'
import { ownPress } from './own-press.ts'
import { RowCheck } from './row-check.tsx'
import css from './row-content.module.css'
import type { RowContentProps } from './row-content.ts'

interface VideoContentProps extends RowContentProps {
  readonly video: Video
  /** How long it is, where that is known. */
  readonly seconds: number | undefined
}

/** Drawn again only when its own video or its own field changes. */
export const VideoContent = memo(function VideoContent(props: VideoContentProps) {
  const { video, seconds, handlers, isEditing, isSelected, words } = props
  const isViewOnly = useIsViewOnly()
  const row = { kind: 'video', id: video.id } as const
  return (
    <>
      <RowCheck row={row} title={video.title} isSelected={isSelected} handlers={handlers} />
      <Thumbnail source={video.source} />
      <div className={css['title']} {...(isViewOnly ? {} : ownPress)}>
        <TitleField
          label={outlineText.videoTitle}
          value={video.title}
          placeholder={outlineText.untitled}
          isEditing={isEditing}
          onStart={() => handlers.onStart(row)}
          onType={title => handlers.onType(row, title)}
          onEnd={handlers.onEnd}
          row={props.row}
        >
          <Marked title={video.title.trim()} words={words} />
        </TitleField>
      </div>
      <RowMarks row={row} />
      {seconds !== undefined && <span className={css['duration']}>{clockText(seconds)}</span>}
      <SourceMark video={video} />
      <RowMenuButton row={row} title={video.title} onOpen={handlers.onMenu} />
    </>
  )
})

function SourceMark({ video: { id, source, title } }: { readonly video: Video }) {
  if (!source) return <span className={css['source']}>{outlineText.noSource}</span>
  if (source.kind === 'upload') return <VideoFile videoId={id} source={source} />
  const host = linkHost(source.url)
  if (!host) return <span className={css['source']}>{source.url}</span>
  return (
    <a
      className={css['source']}
      href={source.url}
      target="_blank"
      rel="noreferrer"
      aria-label={`${outlineText.openLink(title)}, ${host}`}
      {...ownPress}
    >
      {host}
    </a>
  )
}
