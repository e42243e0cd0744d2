import type { Course } from '../../../course/model.ts'
import type { CourseSession, SaveOutcome } from '../../session/session-state.ts'
import { receiptText } from '../../text/save.ts'
import { courseText } from '../../text/screens.ts'
import { dayAndTimeOf, durationOf } from '../../text/words.ts'
import { Button } from '../button/button.tsx'
import { ConflictList } from '../conflict/conflict-list.tsx'
import { Dialog } from '../dialog/dialog.tsx'
import { ReceiptFiles } from '../uploads/receipt-files.tsx'
import { CommandList } from './command-list.tsx'
import css from './receipt.module.css'

interface ReceiptDialogProps {
  readonly outcome: SaveOutcome
  readonly course: Course
  /** For what can be chosen about values that met others'. */
  readonly session: CourseSession
  /** Offered where the save was refused [S3]. */
  readonly onDownload: () => void
  readonly onClose: () => void
}

/** The proof of a save: its number, what it held, when it was stored, and how long each stage took. */
export function ReceiptDialog({ outcome, course, session, onDownload, onClose }: ReceiptDialogProps) {
  const { operation, ack } = outcome
  const changes = ack.status === 'rejected' ? receiptText.refusedChanges : receiptText.changes
  return (
    <Dialog title={receiptText.status[ack.status]} onClose={onClose}>
      <dl className={css['facts']}>
        <dt>{receiptText.at}</dt>
        <dd>{dayAndTimeOf(ack.storedAt)}</dd>
        <dt>{receiptText.by}</dt>
        <dd>{operation.by.name}</dd>
        <dt>{receiptText.number}</dt>
        <dd className={css['number']}>{operation.operationId}</dd>
      </dl>
      <section>
        <h3 className={css['heading']}>{changes}</h3>
        <CommandList commands={operation.commands} course={course} />
      </section>
      <ReceiptFiles outcome={outcome} headingClass={css['heading']} />
      {ack.status === 'rejected' && <Button onPress={onDownload}>{courseText.download}</Button>}
      <ConflictList outcome={outcome} course={course} session={session} />
      <section>
        <h3 className={css['heading']}>{receiptText.stages}</h3>
        <Stages timing={outcome.timing} />
      </section>
    </Dialog>
  )
}

function Stages({ timing }: { readonly timing: SaveOutcome['timing'] }) {
  const stages = [
    { label: receiptText.onDevice, duration: timing.onDeviceMs },
    { label: receiptText.sent, duration: timing.sentMs },
    { label: receiptText.acked, duration: timing.ackedMs },
    { label: receiptText.claimed, duration: timing.claimedMs },
  ]
  return (
    <dl className={css['facts']}>
      {stages.map(
        ({ label, duration }) =>
          duration !== undefined && (
            <div key={label} style={{ display: 'contents' }}>
              <dt>{label}</dt>
              <dd>{durationOf(duration)}</dd>
            </div>
          ),
      )}
    </dl>
  )
}
