import Check from 'lucide-react/icons/check'
import { useMedia } from '../../media/media-context.ts'
import type { SaveOutcome } from '../../session/session-state.ts'
import { failedFileText, receiptFilesText, statusText } from '../../text/uploads-showing.ts'
import { isUnfinished } from '../../uploads/upload-state.ts'
import { ActionButton } from './action-button.tsx'
import { type FailedUpload, savedFilesOf } from './failed-files.ts'
import css from './receipt-files.module.css'
import { useOwnUploads, useUploadsOnScreen } from './shown-uploads-context.ts'
import { actionsOf } from './upload-actions.ts'

interface ReceiptFilesProps {
  readonly outcome: SaveOutcome
  /** Of the section's heading. */
  readonly headingClass: string | undefined
}

/** In a receipt: which files did not come with the save, and which of them have come since [U5]. */
export function ReceiptFiles({ outcome, headingClass }: ReceiptFilesProps) {
  const { failed, total } = savedFilesOf(outcome)
  if (total === 0) return null
  return (
    <section>
      <h3 className={headingClass}>{receiptFilesText.title}</h3>
      <ul className={css['files']}>
        {failed.length < total && <li>{receiptFilesText.uploaded(total - failed.length)}</li>}
        {failed.map((file, index) => (
          <FailedLine key={file.uploadId ?? index} file={file} />
        ))}
      </ul>
    </section>
  )
}

function FailedLine({ file }: { readonly file: FailedUpload }) {
  const { items } = useOwnUploads()
  const own = useUploadsOnScreen()?.own
  const known = useMedia()?.known
  const { uploadId } = file
  const item = items.find(({ uploadId: id }) => id === uploadId)
  const hasCome = item?.state.status === 'complete' || (uploadId !== undefined && known?.has(uploadId))
  if (hasCome) {
    return (
      <li className={css['late']}>
        <Check aria-hidden="true" />
        {receiptFilesText.uploadedLater(file.fileName)}
      </li>
    )
  }
  if (item && isUnfinished(item)) return <li>{receiptFilesText.underWay(file.fileName, statusText(item))}</li>
  const [action] = item ? actionsOf(item) : []
  const canAct = action === 'retry' || action === 'choose-again'
  return (
    <li className={css['failed']}>
      <span>{failedFileText(file, own?.maxUploadBytes())}.</span>
      {item && own && canAct && (
        <ActionButton action={action} item={item} onPress={() => own.gestures.act(action, item)} />
      )}
    </li>
  )
}
