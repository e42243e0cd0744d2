import ChevronRight from 'lucide-react/icons/chevron-right'
import { useId, useState } from 'react'
import type { Course } from '../../../course/model.ts'
import type { HistoryEntry } from '../../../course/wire/ack.ts'
import { reasonOf } from '../../text/errors.ts'
import { historyText, summaryOf } from '../../text/history.ts'
import { timeOf } from '../../text/words.ts'
import { Button } from '../button/button.tsx'
import { ChangeList } from './change-list.tsx'
import css from './history.module.css'

interface OperationItemProps {
  readonly entry: HistoryEntry
  /** For the names of what the changes are about. */
  readonly course: Course
  /** The version it led to is shown. */
  readonly isShown: boolean
  readonly onSee: () => void
}

/** A save in one line; opened, its changes, what became of them, and the way to the course as it was then. */
export function OperationItem({ entry, course, isShown, onSee }: OperationItemProps) {
  const [isOpen, setOpen] = useState(false)
  const detailsId = useId()
  return (
    <li className={css['entry']} data-shown={isShown || undefined}>
      <button
        className={css['summary']}
        type="button"
        aria-expanded={isOpen}
        aria-controls={detailsId}
        aria-current={isShown || undefined}
        onClick={() => setOpen(!isOpen)}
      >
        <ChevronRight aria-hidden="true" />
        <span className={css['head']}>
          <span className={css['who']}>{entry.by.name}</span>
          <time dateTime={new Date(entry.storedAt).toISOString()}>{timeOf(entry.storedAt)}</time>
        </span>
        <span className={css['what']}>{summaryOf(entry.commands, course)}</span>
        {entry.status === 'rejected' && <span className={css['bad']}>{historyText.rejected}</span>}
      </button>
      <div id={detailsId} className={css['details']} hidden={!isOpen}>
        {isOpen && <OperationDetails {...{ entry, course, isShown, onSee }} />}
      </div>
    </li>
  )
}

function OperationDetails({ entry, course, isShown, onSee }: OperationItemProps) {
  const { commands, results, status, error } = entry
  return (
    <>
      {status === 'rejected' && (
        <p className={css['bad']}>
          {historyText.rejected}: {reasonOf(error?.code ?? 'malformed')}.
        </p>
      )}
      {status === 'committed' && <p className={css['note']}>{historyText.filesTravel}</p>}
      <ChangeList commands={commands} course={course} results={results} />
      {status !== 'rejected' && <Button onPress={onSee}>{isShown ? historyText.shown : historyText.see}</Button>}
    </>
  )
}
