import ExternalLink from 'lucide-react/icons/external-link'
import { Fragment, type ReactNode } from 'react'
import type { Course } from '../../../course/model.ts'
import { detailsText } from '../../text/details.ts'
import { outlineText } from '../../text/outline.ts'
import { afterFocusReturns } from '../after-focus-returns.ts'
import { Button } from '../button/button.tsx'
import { useIsWide } from '../side-panel/use-is-wide.ts'
import { useIsViewOnly } from '../view-only/view-only.ts'
import css from './details.module.css'
import { detailsOf, type KnownFiles, type Row } from './details-of.ts'

export interface DetailsActions {
  readonly rename: (row: Row) => void
  readonly move: (rows: readonly Row[]) => void
  readonly duplicate: (rows: readonly Row[]) => void
  readonly remove: (rows: readonly Row[]) => void
  readonly restore: (row: Row) => void
}

interface DetailsProps {
  readonly rows: readonly Row[]
  readonly course: Course
  /** What the server found in the files. */
  readonly known?: KnownFiles | undefined
  readonly actions: DetailsActions
  readonly onClose: () => void
  /** What there is to see and to do of one video. */
  readonly children?: ReactNode
}

/** What there is to know of the rows in hand, and what can be done with them. */
export function Details({ rows, course, known, actions, onClose, children }: DetailsProps) {
  const details = detailsOf(rows, course, known)
  if (!details) return <p className={css['empty']}>{detailsText.empty}</p>
  const { title, facts, link, isTrashed } = details
  return (
    <div className={css['details']}>
      <h3 className={css['title']}>
        <bdi>{title}</bdi>
      </h3>
      {children}
      <dl className={css['facts']}>
        {facts.map(({ name, value }) => (
          <Fragment key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </Fragment>
        ))}
      </dl>
      {link && (
        <a className={css['link']} href={link.url} target="_blank" rel="noreferrer" title={detailsText.openHint}>
          <ExternalLink aria-hidden="true" />
          {detailsText.open(link.host)}
        </a>
      )}
      <RowActions {...{ rows, isTrashed, actions, onClose }} />
    </div>
  )
}

type RowActionsProps = Pick<DetailsProps, 'rows' | 'actions' | 'onClose'> & { readonly isTrashed: boolean }

function RowActions({ rows, isTrashed, actions, onClose }: RowActionsProps) {
  const isWide = useIsWide()
  const isViewOnly = useIsViewOnly()
  const [row] = rows
  if (!row || isViewOnly) return null
  // The outline is under the sheet, and has to be there for what happens in it.
  const run = (action: () => void) => {
    if (isWide) return action()
    onClose()
    afterFocusReturns(action)
  }
  if (isTrashed) return <Button onPress={() => run(() => actions.restore(row))}>{outlineText.restore}</Button>
  return (
    <div className={css['actions']}>
      {rows.length === 1 && <Button onPress={() => run(() => actions.rename(row))}>{outlineText.rename}</Button>}
      <Button onPress={() => run(() => actions.move(rows))}>{outlineText.moveTo}</Button>
      <Button onPress={() => run(() => actions.duplicate(rows))}>{outlineText.duplicate}</Button>
      <Button onPress={() => run(() => actions.remove(rows))}>{outlineText.delete}</Button>
    </div>
  )
}
