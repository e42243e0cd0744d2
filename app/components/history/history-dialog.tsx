import type { Course } from '../../../course/model.ts'
import type { HistoryEntry } from '../../../course/wire/ack.ts'
import { useHistory } from '../../server-state/use-history.ts'
import { historyText, receiptText } from '../../text/save.ts'
import { dayAndTimeOf } from '../../text/words.ts'
import { Dialog } from '../dialog/dialog.tsx'
import { CommandList } from '../receipt/command-list.tsx'
import css from './history.module.css'

interface HistoryDialogProps {
  readonly courseId: string
  readonly course: Course
  readonly onClose: () => void
}

export function HistoryDialog({ courseId, course, onClose }: HistoryDialogProps) {
  const { data, isPending } = useHistory(courseId)
  return (
    <Dialog title={historyText.title} onClose={onClose}>
      {data && data.operations.length > 0 ? (
        <ol className={css['list']}>
          {data.operations.map(entry => (
            <HistoryItem key={entry.operationId} entry={entry} course={course} />
          ))}
        </ol>
      ) : (
        <p>{isPending ? historyText.loading : data ? historyText.empty : historyText.failed}</p>
      )}
    </Dialog>
  )
}

function HistoryItem({ entry, course }: { readonly entry: HistoryEntry; readonly course: Course }) {
  return (
    <li className={css['entry']}>
      <p className={css['head']}>
        <span className={css['who']}>{entry.by.name}</span>
        <span>
          {entry.status === 'rejected' && `${receiptText.status.rejected} · `}
          <time dateTime={new Date(entry.storedAt).toISOString()}>{dayAndTimeOf(entry.storedAt)}</time>
        </span>
      </p>
      <CommandList commands={entry.commands} course={course} />
    </li>
  )
}
