import FileVideo from 'lucide-react/icons/file-video'
import Link2 from 'lucide-react/icons/link-2'
import Video from 'lucide-react/icons/video'
import { memo } from 'react'
import type { Video as CourseVideo, Source } from '../../../course/model.ts'
import { TitleField } from '../../components/title-field/title-field.tsx'
import { outlineText } from '../../text/outline.ts'
import css from './outline.module.css'
import { rowName } from './row-focus.ts'
import type { RowHandlers } from './row-handlers.ts'
import { RowMenuButton } from './row-menu-button.tsx'

interface VideoRowProps {
  readonly video: CourseVideo
  readonly isEditing: boolean
  readonly handlers: RowHandlers
}

/** Drawn again only when its own video or its own field changes. */
export const VideoRow = memo(function VideoRow({ video, isEditing, handlers }: VideoRowProps) {
  const row = { kind: 'video', id: video.id } as const
  return (
    <li className={css['video']} data-row={rowName(row)} onKeyDown={event => handlers.onKeyDown(event, row)}>
      <SourceIcon source={video.source} />
      <div className={css['title']}>
        <TitleField
          label={outlineText.videoTitle}
          value={video.title}
          placeholder={outlineText.untitled}
          isEditing={isEditing}
          onStart={() => handlers.onStart(row)}
          onType={title => handlers.onType(row, title)}
          onEnd={handlers.onEnd}
        />
      </div>
      <SourceMark video={video} />
      <RowMenuButton row={row} title={video.title} onOpen={handlers.onMenu} />
    </li>
  )
})

function SourceIcon({ source }: { readonly source: Source | undefined }) {
  const Icon = source?.kind === 'link' ? Link2 : source?.kind === 'upload' ? FileVideo : Video
  return <Icon className={css['icon']} aria-hidden="true" />
}

function SourceMark({ video: { source, title } }: { readonly video: CourseVideo }) {
  if (!source) return <span className={css['source']}>{outlineText.noSource}</span>
  if (source.kind === 'upload') return <span className={css['source']}>{source.fileName}</span>
  const host = hostOf(source.url)
  if (!host) return <span className={css['source']}>{source.url}</span>
  return (
    <a
      className={css['source']}
      href={source.url}
      target="_blank"
      rel="noreferrer"
      aria-label={`${outlineText.openLink(title)}, ${host}`}
    >
      {host}
    </a>
  )
}

/** Undefined for what must not become a link: anybody can write an address into a course. */
function hostOf(url: string): string | undefined {
  const { protocol, host } = URL.parse(url) ?? {}
  return protocol === 'https:' || protocol === 'http:' ? host : undefined
}
