import { Fragment } from 'react'
import { Dialog } from '../../components/dialog/dialog.tsx'
import { useIsViewOnly } from '../../components/view-only/view-only.ts'
import { courseText } from '../../text/screens.ts'
import { outlineKeys, shortcutText } from '../../text/shortcuts.ts'
import { type ActionGroup, actionGroups, changesCourse } from './course-action.ts'
import { courseActions } from './course-actions.ts'
import { isMacKeyboard, shortcutLabel } from './shortcut.ts'
import css from './shortcuts-dialog.module.css'

/** Every key, made of the lists that the keys themselves are made of. */
export function ShortcutsDialog({ onClose }: { readonly onClose: () => void }) {
  const isViewOnly = useIsViewOnly()
  const groups = actionGroups.filter(group => !(isViewOnly && changesCourse(group)))
  return (
    <Dialog title={courseText.shortcuts} onClose={onClose}>
      <KeyList title={shortcutText.outline} keys={outlineKeys.filter(key => !(isViewOnly && key.isEditing))} />
      {groups.map(group => (
        <KeyList key={group} title={shortcutText.groups[group]} keys={keysOf(group)} />
      ))}
    </Dialog>
  )
}

function keysOf(group: ActionGroup): KeyListProps['keys'] {
  return courseActions
    .filter(action => action.group === group && action.shortcuts)
    .map(({ shortcuts = [], label }) => ({ keys: shortcuts, does: label }))
}

interface KeyListProps {
  readonly title: string
  readonly keys: readonly { readonly keys: readonly string[]; readonly does: string }[]
}

function KeyList({ title, keys: list }: KeyListProps) {
  const isMac = isMacKeyboard(navigator)
  return (
    <section>
      <h3 className={css['group']}>{title}</h3>
      <dl className={css['keys']}>
        {list.map(({ keys, does }) => (
          <div key={does} className={css['line']}>
            <dt>{does}</dt>
            <dd>
              {keys.map((key, index) => (
                <Fragment key={key}>
                  {index > 0 && ` ${shortcutText.or} `}
                  <kbd className={css['key']}>{shortcutLabel(key, isMac)}</kbd>
                </Fragment>
              ))}
            </dd>
          </div>
        ))}
      </dl>
    </section>
  )
}
