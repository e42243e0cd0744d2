/** What the outline shows of the course: which chapters are open, which title is in hand, where the focus goes. */
import { useCallback, useMemo, useRef, useState } from 'react'
import type { Course } from '../../../course/model.ts'
import type { CourseSession } from '../../session/session-state.ts'
import { type HeldRow, holdRow } from './hold.ts'
import type { OutlineView } from './outline-actions.ts'
import type { RowRef } from './row.ts'
import { RowFocus } from './row-focus.ts'

/** Above this many videos, a course opens with its chapters closed. */
const openVideoLimit = 200
/** Above this many, they are not all opened at once: each would be drawn. */
export const expandAllVideoLimit = 2000

/** Chapters differ from the default where the author opened or closed them. */
interface Expansion {
  readonly isOpenByDefault: boolean
  readonly exceptions: ReadonlySet<string>
}

export interface OutlineState extends OutlineView {
  readonly held: HeldRow | undefined
  readonly focus: RowFocus
  readonly outline: React.RefObject<HTMLElement | null>
  isExpanded(chapterId: string): boolean
  toggle(chapterId: string): void
  setAllExpanded(isExpanded: boolean): void
  stopEditing(): void
}

export function useOutlineView(session: CourseSession): OutlineState {
  const [expansion, setExpansion] = useState<Expansion>(() => initialExpansion(session.getState().course))
  const [held, setHeld] = useState<HeldRow>()
  const outline = useRef<HTMLElement>(null)
  const focus = useMemo(() => new RowFocus(), [])
  const gestures = useMemo(
    () => ({
      expand: (chapterId: string) => setExpansion(before => withExpanded(bounded(before, session), chapterId)),
      focusAfter: (course: Course, row: RowRef | undefined) => focus.focusAfter(course, row),
      startEditing: (row: RowRef) => setHeld(holdRow(session.getState().course, row)),
      stopEditing: () => setHeld(undefined),
      toggle: (chapterId: string) => setExpansion(before => toggled(before, chapterId)),
      setAllExpanded: (isOpenByDefault: boolean) => setExpansion({ isOpenByDefault, exceptions: new Set() }),
    }),
    [session, focus],
  )
  // The same function until chapters are opened or closed: with it, the chapters are not drawn again for each key.
  const isExpanded = useCallback(
    (chapterId: string) => isOpen(bounded(expansion, session), chapterId),
    [expansion, session],
  )
  return { ...gestures, held, focus, outline, isExpanded }
}

function initialExpansion(course: Course): Expansion {
  return { isOpenByDefault: course.videos.size <= openVideoLimit, exceptions: new Set() }
}

/** A large course that arrives on an open screen stays closed. */
function bounded(expansion: Expansion, session: CourseSession): Expansion {
  const isTooLarge = session.getState().course.videos.size > expandAllVideoLimit
  return isTooLarge && expansion.isOpenByDefault ? { ...expansion, isOpenByDefault: false } : expansion
}

function isOpen({ isOpenByDefault, exceptions }: Expansion, chapterId: string): boolean {
  return isOpenByDefault !== exceptions.has(chapterId)
}

function toggled({ isOpenByDefault, exceptions }: Expansion, chapterId: string): Expansion {
  const next = new Set(exceptions)
  if (!next.delete(chapterId)) next.add(chapterId)
  return { isOpenByDefault, exceptions: next }
}

function withExpanded(expansion: Expansion, chapterId: string): Expansion {
  return isOpen(expansion, chapterId) ? expansion : toggled(expansion, chapterId)
}
