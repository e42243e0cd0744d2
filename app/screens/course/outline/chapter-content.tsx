import ChevronRight from 'lucide-react/icons/chevron-right'
import Plus from 'lucide-react/icons/plus'
import { memo } from 'react'
import type { Chapter } from '../../../../course/model.ts'
import { RowMarks } from '../../../components/row-marks/row-marks.tsx'
import { TitleField } from '../../../components/title-field/title-field.tsx'
import { useIsViewOnly } from '../../../components/view-only/view-only.ts'
import { clockText } from '../../../text/media.ts'
import { outlineText } from '../../../text/outline.ts'
import type { RowHandlers } from '../row-handlers.ts'
import { RowMenuButton } from '../row-menu-button.tsx'
import { Marked } from './marked.tsx'
import { ownPress } from './own-press.ts'
import { RowCheck } from './row-check.tsx'
import css from './row-content.module.css'
import type { RowContentProps } from './row-content.ts'

interface ChapterContentProps extends RowContentProps {
  readonly chapter: Chapter
  readonly count: number
  /** How long its videos are together, where that is known. */
  readonly seconds: number | undefined
  readonly isOpen: boolean
  /** Open for what is found in it, whatever the author opened. */
  readonly isSearched: boolean
}

/** Drawn again only when its own chapter, count or field changes. */
export const ChapterContent = memo(function ChapterContent(props: ChapterContentProps) {
  const { chapter, count, seconds, handlers, isEditing, isSelected, words } = props
  const isViewOnly = useIsViewOnly()
  const row = { kind: 'chapter', id: chapter.id } as const
  return (
    <>
      <RowCheck row={row} title={chapter.title} isSelected={isSelected} handlers={handlers} />
      <Toggle {...props} />
      <h2 className={css['title']} {...(isViewOnly ? {} : ownPress)}>
        <TitleField
          label={outlineText.chapterTitle}
          value={chapter.title}
          placeholder={outlineText.untitled}
          isEditing={isEditing}
          onStart={() => handlers.onStart(row)}
          onType={title => handlers.onType(row, title)}
          onEnd={handlers.onEnd}
          row={props.row}
        >
          <Marked title={chapter.title.trim()} words={words} />
        </TitleField>
      </h2>
      <RowMarks row={row} isClosed={!props.isOpen} />
      <span className={css['count']}>{sizeText(count, seconds)}</span>
      <AddVideoButton chapterId={chapter.id} handlers={handlers} />
      <RowMenuButton row={row} title={chapter.title} onOpen={handlers.onMenu} />
    </>
  )
})

function sizeText(count: number, seconds: number | undefined): string {
  const videos = outlineText.videoCount(count)
  return seconds === undefined ? videos : `${videos} · ${clockText(seconds)}`
}

/** By keys, the arrows on the row do the same. */
function Toggle({ chapter, isOpen, isSearched, handlers }: ChapterContentProps) {
  return (
    <span {...ownPress}>
      <button
        type="button"
        className={css['toggle']}
        tabIndex={-1}
        disabled={isSearched}
        aria-expanded={isOpen}
        aria-label={outlineText.toggle(chapter.title)}
        onClick={() => handlers.onToggle(chapter.id)}
      >
        <ChevronRight aria-hidden="true" />
      </button>
    </span>
  )
}

function AddVideoButton({ chapterId, handlers }: { readonly chapterId: string; readonly handlers: RowHandlers }) {
  return (
    <span data-edits="" {...ownPress}>
      <button
        type="button"
        className={css['addVideo']}
        aria-label={outlineText.addVideo}
        onClick={() => handlers.onAddVideo(chapterId)}
      >
        <Plus aria-hidden="true" />
        <span className={css['addVideoLabel']}>{outlineText.addVideo}</span>
      </button>
    </span>
  )
}
