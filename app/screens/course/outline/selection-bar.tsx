import Copy from 'lucide-react/icons/copy'
import FolderInput from 'lucide-react/icons/folder-input'
import Trash2 from 'lucide-react/icons/trash-2'
import X from 'lucide-react/icons/x'
import type { ReactNode } from 'react'
import { Toolbar } from 'react-aria-components/Toolbar'
import { Button } from '../../../components/button/button.tsx'
import { Dock } from '../../../components/docks/docks.tsx'
import { outlineText, selectionText } from '../../../text/outline.ts'
import type { CourseDialog } from '../course-dialog.ts'
import type { OutlineActions } from '../outline-actions.ts'
import type { OutlineState } from '../use-outline-view.ts'
import css from './selection-bar.module.css'

interface SelectionBarProps {
  readonly view: OutlineState
  readonly actions: OutlineActions
  readonly onDialog: (dialog: CourseDialog) => void
}

/** What can be done with all selected rows. It stands over the page, so that nothing moves when it comes. */
export function SelectionBar({ view, actions, onDialog }: SelectionBarProps) {
  const { selected, focused, focus, select } = view
  const clear = () => {
    focus.focusAfter(undefined, focused)
    select([])
  }
  return (
    <Dock kind="selection">
      <section
        className={css['bar']}
        aria-label={selectionText.label}
        onKeyDown={event => event.key === 'Escape' && clear()}
      >
        <span className={css['count']}>{selectionText.count(selected.length)}</span>
        <Toolbar className={css['tools'] ?? ''} aria-label={selectionText.label}>
          <Tool label={outlineText.moveTo} onPress={() => onDialog({ kind: 'move', rows: selected })}>
            <FolderInput aria-hidden="true" />
          </Tool>
          <Tool label={outlineText.duplicate} onPress={() => actions.duplicate(selected)}>
            <Copy aria-hidden="true" />
          </Tool>
          <Tool label={outlineText.delete} onPress={() => actions.remove(selected)}>
            <Trash2 aria-hidden="true" />
          </Tool>
          <Button look="icon" aria-label={selectionText.clear} onPress={clear}>
            <X aria-hidden="true" />
          </Button>
        </Toolbar>
      </section>
    </Dock>
  )
}

interface ToolProps {
  readonly label: string
  readonly onPress: () => void
  readonly children: ReactNode
}

function Tool({ label, onPress, children }: ToolProps) {
  return (
    <Button look="quiet" onPress={onPress}>
      {children}
      <span className={css['label']}>{label}</span>
    </Button>
  )
}
