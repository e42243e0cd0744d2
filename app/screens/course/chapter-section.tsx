import ChevronRight from 'lucide-react/icons/chevron-right'
import Plus from 'lucide-react/icons/plus'
import { memo, useId } from 'react'
import type { OutlineChapter } from '../../../course/outline.ts'
import { Button } from '../../components/button/button.tsx'
import { TitleField } from '../../components/title-field/title-field.tsx'
import { outlineText } from '../../text/outline.ts'
import css from './outline.module.css'
import type { RowRef } from './row.ts'
import { rowName } from './row-focus.ts'
import type { RowHandlers } from './row-handlers.ts'
import { RowMenuButton } from './row-menu-button.tsx'
import { VideoRow } from './video-row.tsx'

interface ChapterSectionProps {
  readonly entry: OutlineChapter
  readonly isExpanded: boolean
  /** The row in hand, if it is this chapter or one of its videos. */
  readonly editing: RowRef | undefined
  readonly handlers: RowHandlers
}

export const ChapterSection = memo(function ChapterSection(props: ChapterSectionProps) {
  const { entry, isExpanded } = props
  const listId = useId()
  return (
    <li className={css['chapter']} data-row={rowName({ kind: 'chapter', id: entry.chapter.id })}>
      <ChapterHead {...props} listId={listId} />
      <div id={listId}>{isExpanded && <Videos {...props} />}</div>
    </li>
  )
}, isSameSection)

function ChapterHead({ entry, isExpanded, editing, handlers, listId }: ChapterSectionProps & { listId: string }) {
  const { chapter, videos } = entry
  const row = { kind: 'chapter', id: chapter.id } as const
  return (
    <>
      {/* biome-ignore lint/a11y/noStaticElementInteractions: keys of the buttons and fields inside */}
      <div className={css['head']} onKeyDown={event => handlers.onKeyDown(event, row)}>
        <button
          type="button"
          className={css['toggle']}
          aria-expanded={isExpanded}
          aria-controls={listId}
          aria-label={outlineText.toggle(chapter.title)}
          onClick={() => handlers.onToggle(chapter.id)}
        >
          <ChevronRight aria-hidden="true" />
        </button>
        <h2 className={css['title']}>
          <TitleField
            label={outlineText.chapterTitle}
            value={chapter.title}
            placeholder={outlineText.untitled}
            isEditing={editing?.kind === 'chapter'}
            onStart={() => handlers.onStart(row)}
            onType={title => handlers.onType(row, title)}
            onEnd={handlers.onEnd}
          />
        </h2>
        <span className={css['count']}>{outlineText.videoCount(videos.length)}</span>
        <RowMenuButton row={row} title={chapter.title} onOpen={handlers.onMenu} />
      </div>
    </>
  )
}

function Videos({ entry: { chapter, videos }, editing, handlers }: ChapterSectionProps) {
  return (
    <>
      {videos.length > 0 ? (
        <ol className={css['videos']}>
          {videos.map(video => (
            <VideoRow key={video.id} video={video} isEditing={editing?.id === video.id} handlers={handlers} />
          ))}
        </ol>
      ) : (
        <p className={css['emptyChapter']}>{outlineText.emptyChapter}</p>
      )}
      <div className={css['chapterFoot']}>
        <Button look="quiet" onPress={() => handlers.onAddVideo(chapter.id)}>
          <Plus aria-hidden="true" />
          {outlineText.addVideo}
        </Button>
      </div>
    </>
  )
}

/** An outline makes new lists each time; the chapters and videos in them are the same where nothing changed. */
function isSameSection(a: ChapterSectionProps, b: ChapterSectionProps): boolean {
  return (
    a.entry.chapter === b.entry.chapter &&
    a.isExpanded === b.isExpanded &&
    a.editing === b.editing &&
    a.handlers === b.handlers &&
    (a.entry.videos === b.entry.videos || isSameList(a.entry.videos, b.entry.videos))
  )
}

function isSameList(a: readonly unknown[], b: readonly unknown[]): boolean {
  return a.length === b.length && a.every((item, index) => item === b[index])
}
