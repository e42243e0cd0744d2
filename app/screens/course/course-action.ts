/** What an action of the open course is: something an author can ask for, by menu, palette or keys. */
import type { LucideIcon } from 'lucide-react'
import type { CourseSession, CourseSessionState } from '../../session/session-state.ts'
import type { CourseDialog } from './course-dialog.ts'
import type { CoursePanel } from './course-panel.ts'
import type { OutlineActions } from './outline-actions.ts'
import type { FileGestures } from './uploads/use-file-gestures.ts'
import type { OutlineState } from './use-outline-view.ts'

export interface ActionContext {
  readonly session: CourseSession
  readonly state: CourseSessionState
  readonly view: OutlineState
  readonly actions: OutlineActions
  readonly save: () => void
  readonly undo: () => void
  readonly redo: () => void
  readonly onDialog: (dialog: CourseDialog) => void
  /** Opens the panel in place of another; closes it where it is the one that is open. */
  readonly onPanel: (panel: CoursePanel) => void
  readonly navigate: (address: string) => void
  /** Absent: nothing is uploaded here. */
  readonly files?: FileGestures | undefined
  /** Somebody is signed in: courses have members. */
  readonly hasMembers?: boolean
  /** Says why nothing can be changed; undefined: it can. */
  readonly tellViewOnly?: (() => void) | undefined
}

/** In the order of the menu, the palette and the shortcut sheet. */
export const actionGroups = ['show', 'edit', 'course', 'save'] as const
export type ActionGroup = (typeof actionGroups)[number]

export interface CourseAction {
  readonly id: string
  readonly label: string
  readonly group: ActionGroup
  readonly icon: LucideIcon
  /** As `shortcut.ts` writes them. The first is the one that is shown. */
  readonly shortcuts?: readonly string[]
  /** Its keys work while a text field has the focus, too. */
  readonly isForFields?: boolean
  /** Its keys work while a dialog is open, too: they leave it as it is. */
  readonly isForDialogs?: boolean
  /** Stands in the ⋯ menu; all stand in the palette. */
  readonly isInMenu?: boolean
  /** Where it is not, it has no place in the menu or the palette. */
  readonly isOffered?: (context: ActionContext) => boolean
  /** Given for a switch. */
  readonly isOn?: (context: ActionContext) => boolean
  readonly isEnabled?: (context: ActionContext) => boolean
  readonly run: (context: ActionContext) => void
}

/** Whether it has a place in menu and palette: what would change the course has none for who only looks at it. */
export function isOffered(action: CourseAction, context: ActionContext): boolean {
  return !isRefused(action, context) && (action.isOffered?.(context) ?? true)
}

/** What was drafted before the role changed can be discarded. */
export function isRefused({ id, group }: CourseAction, { tellViewOnly, state }: ActionContext): boolean {
  if (!tellViewOnly || (id === 'discard' && state.draft.length > 0)) return false
  return changesCourse(group)
}

export function changesCourse(group: ActionGroup): boolean {
  return group === 'edit' || group === 'save'
}
