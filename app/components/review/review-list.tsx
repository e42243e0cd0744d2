import ArrowRight from 'lucide-react/icons/arrow-right'
import FolderInput from 'lucide-react/icons/folder-input'
import Pencil from 'lucide-react/icons/pencil'
import Plus from 'lucide-react/icons/plus'
import RotateCcw from 'lucide-react/icons/rotate-ccw'
import Trash2 from 'lucide-react/icons/trash-2'
import { type MouseEvent, memo } from 'react'
import { reviewText } from '../../text/review.ts'
import { useFocusPlace } from '../focus-place.ts'
import css from './review.module.css'
import type { ChangedValue, ReviewGroup, ReviewLine } from './review-of.ts'

interface ReviewListProps {
  readonly groups: readonly ReviewGroup[]
  /** Asked for by a line's `draftId`. */
  readonly onRevert: (draftId: string) => void
}

/** A draft of tens of thousands of changes is not read line by line. */
const shownLines = 1000

/** What Save would do. The focus goes on to the next line when one is reverted. */
export function ReviewList({ groups, onRevert }: ReviewListProps) {
  const place = useFocusPlace<HTMLDivElement>()
  // One handler for all lines, so that those that stay need not be drawn again.
  const revert = ({ target }: MouseEvent<HTMLElement>) => {
    const button = target instanceof Element ? target.closest<HTMLElement>('[data-revert]') : null
    if (button) onRevert(button.dataset['revert'] ?? '')
  }
  const count = groups.reduce((sum, { lines }) => sum + lines.length, 0)
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the clicks are those of the buttons inside
    // biome-ignore lint/a11y/useKeyWithClickEvents: and so are the keys
    <div className={css['list']} {...place} tabIndex={-1} onClick={revert}>
      {firstLines(groups).map(group => (
        <section key={group.id} className={css['group']}>
          <h3 className={css['home']}>
            <bdi>{group.title}</bdi>
          </h3>
          <ul>
            {group.lines.map(line => (
              <Line key={line.draftId} line={line} />
            ))}
          </ul>
        </section>
      ))}
      {count > shownLines && <p className={css['more']}>{reviewText.more(count - shownLines)}</p>}
    </div>
  )
}

function firstLines(groups: readonly ReviewGroup[]): ReviewGroup[] {
  let left = shownLines
  return groups.flatMap(group => {
    const lines = group.lines.slice(0, left)
    left -= lines.length
    return lines.length > 0 ? { ...group, lines } : []
  })
}

const icons = { added: Plus, changed: Pencil, moved: FolderInput, deleted: Trash2, restored: RotateCcw } as const

interface LineProps {
  readonly line: ReviewLine
}

const Line = memo(function Line({ line: { draftId, kind, sentence, values, refused } }: LineProps) {
  const Icon = icons[kind]
  return (
    <li className={css['line']}>
      <Icon className={css['icon']} aria-hidden="true" />
      <div className={css['what']}>
        <p>{sentence}</p>
        {values.map(value => (
          <Value key={value.name ?? ''} value={value} />
        ))}
        {refused !== undefined && <p className={css['refused']}>{reviewText.reason(refused)}</p>}
      </div>
      {/* A plain button: a thousand of the others take a second to draw. */}
      <button
        type="button"
        className={css['revert']}
        aria-label={reviewText.revertNamed(sentence, kind === 'changed' ? values[0]?.after : undefined)}
        data-revert={draftId}
      >
        {reviewText.revert}
      </button>
    </li>
  )
}, isSameLine)

/** A review makes new lines each time; most say the same. */
function isSameLine(a: LineProps, b: LineProps): boolean {
  return JSON.stringify(a.line) === JSON.stringify(b.line)
}

function Value({ value: { name, before, after } }: { readonly value: ChangedValue }) {
  return (
    <p className={css['value']}>
      {name && <span className={css['name']}>{name}:</span>}
      {before !== undefined && (
        <>
          <span className="visually-hidden">{reviewText.was}</span>
          <del>{before}</del>
          <ArrowRight aria-hidden="true" />
        </>
      )}
      <span className="visually-hidden">{reviewText.becomes}</span>
      {after === undefined ? <span className={css['name']}>{reviewText.noValue}</span> : <ins>{after}</ins>}
    </p>
  )
}
