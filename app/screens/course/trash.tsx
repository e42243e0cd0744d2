import ChevronRight from 'lucide-react/icons/chevron-right'
import { useMemo, useState } from 'react'
import type { Outline } from '../../../course/outline.ts'
import { Button } from '../../components/button/button.tsx'
import { useIsViewOnly } from '../../components/view-only/view-only.ts'
import { outlineText } from '../../text/outline.ts'
import css from './outline.module.css'
import type { OutlineActions } from './outline-actions.ts'
import type { RowRef } from './row.ts'

interface TrashProps {
  readonly trash: Outline['trash']
  readonly actions: OutlineActions
}

interface Trashed {
  readonly row: RowRef
  readonly title: string
  readonly about: string
}

/** So many are drawn at a time: others may have deleted thousands. */
const page = 100

export function Trash({ trash, actions }: TrashProps) {
  const [isOpen, setOpen] = useState(false)
  const items = useMemo(() => trashedOf(trash), [trash])
  if (items.length === 0) return null
  return (
    <details className={css['aside']} open={isOpen} onToggle={event => setOpen(event.currentTarget.open)}>
      <summary className={css['summary']}>
        <ChevronRight aria-hidden="true" />
        <h2 className={css['asideTitle']}>{outlineText.trash}</h2>
        <span className={css['count']}>{items.length.toLocaleString('en')}</span>
      </summary>
      {isOpen && <TrashedRows items={items} actions={actions} />}
    </details>
  )
}

function TrashedRows({ items, actions }: { readonly items: readonly Trashed[]; readonly actions: OutlineActions }) {
  const [count, setCount] = useState(page)
  const isViewOnly = useIsViewOnly()
  return (
    <>
      <ul className={css['trash']}>
        {items.slice(0, count).map(({ row, title, about }) => (
          <li key={row.id} className={css['trashed']}>
            <span className={css['trashedTitle']}>
              <bdi>{title || outlineText.untitled}</bdi>
            </span>
            <span className={css['count']}>{about}</span>
            {!isViewOnly && (
              <Button look="quiet" aria-label={outlineText.restoreNamed(title)} onPress={() => actions.restore(row)}>
                {outlineText.restore}
              </Button>
            )}
          </li>
        ))}
      </ul>
      {count < items.length && (
        <div className={css['more']}>
          <Button look="quiet" onPress={() => setCount(count + page)}>
            {outlineText.showMore(Math.min(page, items.length - count))}
          </Button>
        </div>
      )}
    </>
  )
}

function trashedOf({ chapters, videos }: Outline['trash']): Trashed[] {
  return [
    ...chapters.map(entry => ({
      row: { kind: 'chapter', id: entry.chapter.id } as const,
      title: entry.chapter.title,
      about: `${outlineText.chapterKind}, ${outlineText.videoCount(entry.videos.length).toLowerCase()}`,
    })),
    ...videos.map(video => ({
      row: { kind: 'video', id: video.id } as const,
      title: video.title,
      about: outlineText.videoKind,
    })),
  ]
}
