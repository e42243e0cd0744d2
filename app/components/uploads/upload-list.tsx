import { uploadsText } from '../../text/uploads-showing.ts'
import type { UploadItem } from '../../uploads/upload-state.ts'
import { ActionButton } from './action-button.tsx'
import { viewOfItem } from './mark-view.ts'
import { useUploadsOnScreen } from './shown-uploads-context.ts'
import { actionsOf, type UploadAction } from './upload-actions.ts'
import { UploadBar } from './upload-bar.tsx'
import css from './upload-list.module.css'

/** A folder may have thousands: those that need somebody come first. */
const shownCount = 100

export function UploadList({ items }: { readonly items: readonly UploadItem[] }) {
  const failed = items.filter(({ state }) => state.status === 'failed')
  const others = items.filter(({ state }) => state.status !== 'failed')
  const shown = [...failed, ...others].slice(0, shownCount)
  const rest = items.length - shown.length
  return (
    <ul className={css['list']} aria-label={uploadsText.list}>
      {shown.map(item => (
        <UploadLine key={item.uploadId} item={item} />
      ))}
      {rest > 0 && <li className={css['more']}>{uploadsText.more(rest)}</li>}
    </ul>
  )
}

function UploadLine({ item }: { readonly item: UploadItem }) {
  const own = useUploadsOnScreen()?.own
  const { text, detail, look, percent, isUnderWay } = viewOfItem(item, { maxUploadBytes: own?.maxUploadBytes() })
  return (
    <li className={css['line']}>
      <div className={css['words']}>
        <span className={css['name']} title={item.fileName}>
          {item.fileName}
        </span>
        <span className={css['text']} data-look={look}>
          {look === 'problem' ? detail : text}
        </span>
        {detail !== undefined && look !== 'problem' && <span className={css['note']}>{detail}</span>}
        {isUnderWay && <UploadBar label={uploadsText.progressOf(item.fileName)} {...{ percent, look, text }} />}
      </div>
      <span className={css['actions']}>
        {own &&
          lineActions(item, own.gestures.canRemove(item.uploadId)).map(action => (
            <ActionButton key={action} action={action} item={item} onPress={() => own.gestures.act(action, item)} />
          ))}
      </span>
    </li>
  )
}

/** What is over for good can be taken out of the list, and needs not be cancelled. */
function lineActions(item: UploadItem, canRemove: boolean): readonly UploadAction[] {
  const { status } = item.state
  const actions = actionsOf(item)
  if (!canRemove || (status !== 'failed' && status !== 'cancelled')) return actions
  return [...actions.filter(action => action !== 'cancel'), 'remove']
}
