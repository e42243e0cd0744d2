import { Fragment } from 'react'
import { Dialog } from '../../components/dialog/dialog.tsx'
import { courseText, shortcutList } from '../../text/screens.ts'
import css from './dialogs.module.css'

export function ShortcutsDialog({ onClose }: { readonly onClose: () => void }) {
  return (
    <Dialog title={courseText.shortcuts} onClose={onClose}>
      <dl className={css['keys']}>
        {shortcutList.map(({ keys, does }) => (
          <Fragment key={keys}>
            <dt>{keys}</dt>
            <dd>{does}</dd>
          </Fragment>
        ))}
      </dl>
    </Dialog>
  )
}
