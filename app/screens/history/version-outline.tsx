import ChevronRight from 'lucide-react/icons/chevron-right'
import { type ReactNode, useMemo, useState } from 'react'
import type { DifferenceScope } from '../../../course/difference.ts'
import type { Course, Video } from '../../../course/model.ts'
import { type OutlineChapter, outlineOf } from '../../../course/outline.ts'
import { Button } from '../../components/button/button.tsx'
import { useIsViewOnly } from '../../components/view-only/view-only.ts'
import buttons from '../../styles/buttons.module.css'
import { sinceText, versionText } from '../../text/history.ts'
import { outlineText } from '../../text/outline.ts'
import css from './version.module.css'
import type { VersionChanges } from './version-changes.ts'

interface VersionOutlineProps {
  /** As it was. */
  readonly version: Course
  readonly now: Course
  readonly changes: VersionChanges
  readonly onRestore: (scope: DifferenceScope, sentence: string) => void
}

/** A course with more videos opens with closed chapters: every open row is drawn. */
const openVideoLimit = 200

export function VersionOutline({ version, now, changes, onRestore }: VersionOutlineProps) {
  const { chapters, unfiled, trash } = useMemo(() => outlineOf(version), [version])
  const isOpenFirst = version.videos.size <= openVideoLimit
  const trashed = trash.chapters.length + trash.videos.length
  const rows = { now, changes, onRestore }
  return (
    <div className={css['outline']}>
      {chapters.length === 0 && <p className={css['empty']}>{versionText.emptyCourse}</p>}
      {chapters.map(entry => (
        <ChapterThen key={entry.chapter.id} {...rows} entry={entry} isOpenFirst={isOpenFirst} />
      ))}
      {unfiled.length > 0 && (
        <section className={css['chapter']}>
          <h3 className={css['row']}>{versionText.unfiled}</h3>
          <VideosThen {...rows} videos={unfiled} isChapterGone={false} />
        </section>
      )}
      {trashed > 0 && <p className={css['hint']}>{versionText.inTrash(trashed)}</p>}
    </div>
  )
}

type RowsProps = Omit<VersionOutlineProps, 'version'>

interface ChapterThenProps extends RowsProps {
  readonly entry: OutlineChapter
  readonly isOpenFirst: boolean
}

function ChapterThen({ entry, isOpenFirst, ...rows }: ChapterThenProps) {
  const { now, changes, onRestore } = rows
  const { chapter, videos } = entry
  const [isOpen, setOpen] = useState(isOpenFirst)
  const title = chapter.title || outlineText.untitled
  const marks = [...(changes.marks.get(chapter.id) ?? []), ...changesIn(changes, chapter.id)]
  const restore = () => onRestore({ kind: 'chapter', id: chapter.id }, versionText.restoredNamed(title))
  return (
    <section className={css['chapter']}>
      <div className={css['row']} data-version-row="" tabIndex={-1} data-differs={marks.length > 0 || undefined}>
        <button
          className={`${buttons['icon']} ${css['toggle']}`}
          type="button"
          aria-expanded={isOpen}
          aria-label={versionText.toggle(title)}
          onClick={() => setOpen(!isOpen)}
        >
          <ChevronRight aria-hidden="true" />
        </button>
        <h3 className={css['title']}>
          <bdi>{title}</bdi>
        </h3>
        <About marks={marks} title={title} onRestore={restore}>
          <span className={css['count']}>{versionText.videoCount(videos.length)}</span>
        </About>
      </div>
      {isOpen && (
        <>
          <VideosThen {...rows} videos={videos} isChapterGone={now.chapters.get(chapter.id)?.deleted !== undefined} />
          <Arrived titles={changes.arrived.get(chapter.id)} />
        </>
      )}
    </section>
  )
}

function changesIn(changes: VersionChanges, chapterId: string): string[] {
  const count = changes.inChapter.get(chapterId)
  return count === undefined ? [] : [sinceText.inChapter(count)]
}

function Arrived({ titles }: { readonly titles: readonly string[] | undefined }) {
  return titles && <p className={css['arrived']}>{sinceText.arrived(titles)}</p>
}

interface VideosThenProps extends RowsProps {
  readonly videos: readonly Video[]
  readonly isChapterGone: boolean
}

function VideosThen({ videos, isChapterGone, changes, onRestore }: VideosThenProps) {
  if (videos.length === 0) return <p className={css['emptyChapter']}>{versionText.emptyChapter}</p>
  return (
    <ul className={css['videos']}>
      {videos.map(({ id, title: text }) => {
        const title = text || outlineText.untitled
        const marks = changes.marks.get(id) ?? (isChapterGone ? [sinceText.deleted] : [])
        return (
          <li
            key={id}
            className={css['row']}
            data-version-row=""
            tabIndex={-1}
            data-differs={marks.length > 0 || undefined}
          >
            <span className={css['title']}>
              <bdi>{title}</bdi>
            </span>
            <About
              marks={marks}
              title={title}
              onRestore={() => onRestore({ kind: 'video', id }, versionText.restoredNamed(title))}
            />
          </li>
        )
      })}
    </ul>
  )
}

interface AboutProps {
  readonly marks: readonly string[]
  readonly title: string
  readonly onRestore: () => void
  readonly children?: ReactNode
}

/** How a row differs from now, and the way back. */
function About({ marks, title, onRestore, children }: AboutProps) {
  const isViewOnly = useIsViewOnly()
  return (
    <span className={css['about']}>
      {marks.map(mark => (
        <span key={mark} className={css['mark']} data-mark="">
          {mark}
        </span>
      ))}
      {children}
      {marks.length > 0 && !isViewOnly && (
        <Button
          look="quiet"
          aria-label={versionText.restoreNamed(title)}
          onPress={({ target }) => {
            // The button goes with the difference; its row stays.
            target.closest<HTMLElement>('[data-version-row]')?.focus()
            onRestore()
          }}
        >
          {versionText.restorePart}
        </Button>
      )}
    </span>
  )
}
