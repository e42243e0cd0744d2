/** What the outline shows of the course: which chapters are open, what is selected, searched or in hand. */
import { type RefObject, useCallback, useEffect, useMemo, useRef, useState } from 'react'
import type { Course } from '../../../course/model.ts'
import type { CourseSession } from '../../session/session-state.ts'
import { useSeams } from '../seams.ts'
import { type HeldRow, holdRow } from './hold.ts'
import {
  allExpanded,
  bounded,
  type Expansion,
  expansionFor,
  isOpen,
  toggled,
  withExpanded,
} from './outline/expansion.ts'
import type { OutlineView } from './outline-actions.ts'
import { type RowRef, rowOf } from './row.ts'
import { RowFocus } from './row-focus.ts'

export interface OutlineState extends OutlineView {
  readonly held: HeldRow | undefined
  readonly focus: RowFocus
  readonly outline: RefObject<HTMLElement | null>
  readonly searchField: RefObject<HTMLInputElement | null>
  /** Keys of the rows that are selected: `rowName`s. */
  readonly selection: ReadonlySet<string>
  /** What is selected and still there. */
  readonly selected: readonly RowRef[]
  /** The row that has the focus, or had it last. */
  readonly focused: RowRef | undefined
  /** What is searched; empty: nothing. */
  readonly query: string
  isExpanded(chapterId: string): boolean
  toggle(chapterId: string): void
  setAllExpanded(isExpanded: boolean): void
  stopEditing(): void
  select(keys: Iterable<string>): void
  setFocused(row: RowRef | undefined): void
  search(query: string): void
  /** Shows the row, whatever is closed or searched, and gives it the focus. */
  reveal(row: RowRef): void
}

const nothing: ReadonlySet<string> = new Set()

export function useOutlineView(session: CourseSession): OutlineState {
  const expansion = useExpansion(session)
  const [selection, setSelection] = useState(nothing)
  const [focused, setFocused] = useState<RowRef>()
  const [query, search] = useState('')
  const outline = useRef<HTMLElement>(null)
  const searchField = useRef<HTMLInputElement>(null)
  const rows = useRowGestures(session, { expand: expansion.expand, search })
  // React Aria keeps in its own sets where a range began.
  const select = useCallback((keys: Iterable<string>) => setSelection(keys instanceof Set ? keys : new Set(keys)), [])
  const { course } = session.getState()
  const selected = useMemo(() => selectedIn(course, selection), [course, selection])
  const found = { outline, searchField, query, search }
  return { ...expansion, ...rows, ...found, ...{ selection, selected, select, focused, setFocused } }
}

interface Shows {
  readonly expand: (chapterId: string) => void
  readonly search: (query: string) => void
}

function useRowGestures(session: CourseSession, { expand, search }: Shows) {
  const [held, setHeld] = useState<HeldRow>()
  const [, redraw] = useState(0)
  const focus = useMemo(() => new RowFocus(), [])
  const gestures = useMemo(() => {
    const openHome = ({ id }: RowRef) => {
      const home = session.getState().course.videos.get(id)?.place[0]
      if (home !== undefined) expand(home)
    }
    return {
      focusAfter: (course: Course, row: RowRef | undefined) => focus.focusAfter(course, row),
      startEditing: (row: RowRef) => {
        openHome(row)
        setHeld(holdRow(session.getState().course, row))
      },
      stopEditing: () => setHeld(undefined),
      reveal: (row: RowRef) => {
        openHome(row)
        search('')
        focus.focusAfter(undefined, row)
        redraw(count => count + 1)
      },
    }
  }, [session, focus, expand, search])
  return { ...gestures, focus, held }
}

function useExpansion(session: CourseSession) {
  const { outlines } = useSeams()
  const { courseId } = session.getState()
  const videoCount = () => session.getState().course.videos.size
  const [expansion, setExpansion] = useState<Expansion>(() => outlines?.recall(courseId) ?? expansionFor(videoCount()))
  const [first] = useState(expansion)
  useEffect(() => {
    if (expansion !== first) outlines?.keep(courseId, expansion)
  }, [outlines, courseId, expansion, first])
  const gestures = useMemo(() => {
    const size = () => session.getState().course.videos.size
    return {
      expand: (chapterId: string) => setExpansion(before => withExpanded(bounded(before, size()), chapterId)),
      toggle: (chapterId: string) => setExpansion(before => toggled(bounded(before, size()), chapterId)),
      setAllExpanded: (isExpanded: boolean) => setExpansion(allExpanded(isExpanded)),
    }
  }, [session])
  // The same function until chapters are opened or closed: with it, the rows are not counted again for each key.
  const isExpanded = useCallback(
    (chapterId: string) => isOpen(bounded(expansion, session.getState().course.videos.size), chapterId),
    [expansion, session],
  )
  return { ...gestures, isExpanded }
}

function selectedIn(course: Course, selection: ReadonlySet<string>): RowRef[] {
  const isThere = ({ kind, id }: RowRef) => {
    const entity = (kind === 'chapter' ? course.chapters : course.videos).get(id)
    return entity !== undefined && !entity.deleted
  }
  return [...selection].flatMap(key => rowOf(key) ?? []).filter(isThere)
}
