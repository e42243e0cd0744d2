import ChevronsDownUp from 'lucide-react/icons/chevrons-down-up'
import ChevronsUpDown from 'lucide-react/icons/chevrons-up-down'
import Plus from 'lucide-react/icons/plus'
import Redo2 from 'lucide-react/icons/redo-2'
import Undo2 from 'lucide-react/icons/undo-2'
import Upload from 'lucide-react/icons/upload'
import type { ReactNode } from 'react'
import { Toolbar as AriaToolbar } from 'react-aria-components/Toolbar'
import { Button } from '../../components/button/button.tsx'
import { useIsViewOnly } from '../../components/view-only/view-only.ts'
import type { CourseSessionState } from '../../session/session-state.ts'
import { outlineText } from '../../text/outline.ts'
import { addingText } from '../../text/uploads-adding.ts'
import { SearchBox } from './outline/search-box.tsx'
import css from './toolbar.module.css'
import type { OutlineState } from './use-outline-view.ts'

export interface UndoSteps {
  readonly undo: () => void
  readonly redo: () => void
}

interface ToolbarProps {
  readonly steps: UndoSteps
  readonly state: CourseSessionState
  readonly view: OutlineState
  readonly onAddChapter: () => void
  /** Absent: nothing is uploaded here. */
  readonly onUpload?: (() => void) | undefined
}

export function Toolbar({ steps, state, view, onAddChapter, onUpload }: ToolbarProps) {
  const isViewOnly = useIsViewOnly()
  return (
    <div className={css['toolbar']} data-view-only={isViewOnly || undefined}>
      <AriaToolbar className={css['tools'] ?? ''} aria-label={outlineText.toolbar}>
        {!isViewOnly && <AddButtons {...{ onAddChapter, onUpload }} />}
        <span className={css['end']}>
          {!isViewOnly && <UndoTools {...{ steps, state }} />}
          <Tool label={outlineText.expandAll} onPress={() => view.setAllExpanded(true)}>
            <ChevronsUpDown aria-hidden="true" />
          </Tool>
          <Tool label={outlineText.collapseAll} onPress={() => view.setAllExpanded(false)}>
            <ChevronsDownUp aria-hidden="true" />
          </Tool>
        </span>
      </AriaToolbar>
      <SearchBox query={view.query} onSearch={view.search} field={view.searchField} />
    </div>
  )
}

function AddButtons({ onAddChapter, onUpload }: Pick<ToolbarProps, 'onAddChapter' | 'onUpload'>) {
  return (
    <>
      <Button look="secondary" onPress={onAddChapter}>
        <Plus aria-hidden="true" />
        {outlineText.addChapter}
      </Button>
      {onUpload && (
        <Button look="secondary" aria-label={addingText.upload} onPress={onUpload}>
          <Upload aria-hidden="true" />
          <span className={css['uploadLabel']}>{addingText.upload}</span>
        </Button>
      )}
    </>
  )
}

function UndoTools({ steps, state }: Pick<ToolbarProps, 'steps' | 'state'>) {
  return (
    <>
      <Tool label={outlineText.undo} onPress={steps.undo} isIdle={!state.canUndo}>
        <Undo2 aria-hidden="true" />
      </Tool>
      <Tool label={outlineText.redo} onPress={steps.redo} isIdle={!state.canRedo}>
        <Redo2 aria-hidden="true" />
      </Tool>
    </>
  )
}

interface ToolProps {
  readonly label: string
  readonly onPress: () => void
  /** Does nothing, and keeps the focus: the press before may have been the last one that did something. */
  readonly isIdle?: boolean
  readonly children: ReactNode
}

function Tool({ label, onPress, isIdle = false, children }: ToolProps) {
  return (
    <Button look="icon" aria-label={label} aria-disabled={isIdle} onPress={() => isIdle || onPress()}>
      {children}
    </Button>
  )
}
