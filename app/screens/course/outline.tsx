import { useDeferredValue, useEffect, useLayoutEffect, useMemo, useRef, useState } from 'react'
import type { Course } from '../../../course/model.ts'
import { type Outline as CourseOutline, outlineAfter, outlineOf } from '../../../course/outline.ts'
import { useAnnounce } from '../../components/announcer/announcer.tsx'
import { useIsViewOnly } from '../../components/view-only/view-only.ts'
import { membersText } from '../../text/access.ts'
import { outlineText, searchText } from '../../text/outline.ts'
import type { CourseDialog } from './course-dialog.ts'
import { withHeldRow } from './hold.ts'
import type { DurationOf } from './outline/durations.ts'
import { NothingFound } from './outline/nothing-found.tsx'
import { OutlineRows } from './outline/outline-rows.ts'
import { OutlineTree } from './outline/outline-tree.tsx'
import { groupsOf } from './outline/row-groups.ts'
import { type Found, search, wordsOf } from './outline/search.ts'
import { SelectionBar } from './outline/selection-bar.tsx'
import { useRowSizes } from './outline/use-row-sizes.ts'
import css from './outline.module.css'
import type { OutlineActions } from './outline-actions.ts'
import { type OpenRowMenu, RowMenu } from './row-menu.tsx'
import { Trash } from './trash.tsx'
import type { FileGestures } from './uploads/use-file-gestures.ts'
import type { OutlineState } from './use-outline-view.ts'
import { useRowHandlers } from './use-row-handlers.ts'

interface OutlineProps {
  readonly course: Course
  readonly view: OutlineState
  readonly actions: OutlineActions
  readonly onDialog: (dialog: CourseDialog) => void
  /** Absent: nothing is uploaded here. */
  readonly files?: FileGestures | undefined
  /** What the server knows of uploaded files; a link's length is not known. */
  readonly durationOf?: DurationOf
}

const unknownDuration: DurationOf = () => undefined

export function Outline({ course, view, actions, files, onDialog, durationOf = unknownDuration }: OutlineProps) {
  const { held, focus, selection, selected, outline: ref } = view
  const { shown, outline, rows, sizes, words, found } = useRows(course, view)
  const [menu, setMenu] = useState<OpenRowMenu>()
  const handlers = useRowHandlers({ course, view, actions, onDialog, onMenu: setMenu })
  const isViewOnly = useIsViewOnly()
  useFocusOfNone(view, shown, rows.size)
  useSpokenCount(found)
  const isEmpty = outline.chapters.length === 0 && outline.unfiled.length === 0
  const tree = { rows, sizes, selection, words, focus, actions, handlers, course: shown, held: held?.row, durationOf }
  return (
    <section className={css['outline']} aria-label={outlineText.label} ref={ref} tabIndex={-1}>
      {isEmpty && <p className={css['empty']}>{isViewOnly ? membersText.emptyCourse : outlineText.emptyOutline}</p>}
      {rows.size > 0 && <OutlineTree {...tree} />}
      {found && found.ids.size === 0 && <NothingFound view={view} />}
      <Trash trash={outline.trash} actions={actions} />
      {selected.length > 0 && !isViewOnly && <SelectionBar {...{ view, actions, onDialog }} />}
      {menu && (
        <RowMenu
          key={menu.row.id}
          open={menu}
          {...{ actions, files, onDialog }}
          onSelect={handlers.onSelect}
          onClose={() => setMenu(undefined)}
        />
      )}
    </section>
  )
}

/** In a large course the keystroke is drawn first, in its own field, and the outline after it. */
function useRows(course: Course, { held, isExpanded, query }: OutlineState) {
  const shown = useDeferredValue(course)
  const sought = useDeferredValue(query)
  const sizes = useRowSizes()
  const laid = useMemo(() => withHeldRow(shown, held), [shown, held])
  const outline = useOutlineOf(laid)
  const { videos } = laid
  const words = useMemo(() => wordsOf(sought), [sought])
  const found = useMemo(() => search(outline, sought), [outline, sought])
  const rows = useMemo(() => {
    const groups = groupsOf(outline, { isExpanded, found: found?.ids, held: held?.row })
    return new OutlineRows(groups, sizes, videoId => videos.get(videoId)?.place[0])
  }, [outline, isExpanded, found, held, sizes, videos])
  return { shown, outline, rows, sizes, words, found }
}

/** Of each course, what of the outline before it is still right is kept. */
function useOutlineOf(course: Course): CourseOutline {
  const known = useRef<{ readonly course: Course; readonly outline: CourseOutline }>(undefined)
  const outline = useMemo(() => {
    const before = known.current
    return before ? outlineAfter(before.course, before.outline, course) : outlineOf(course)
  }, [course])
  useEffect(() => {
    known.current = { course, outline }
  })
  return outline
}

/** The outline itself has the focus where the last row is gone. */
function useFocusOfNone({ focus, outline }: OutlineState, shown: Course, size: number): void {
  useLayoutEffect(() => {
    if (size > 0 || !focus.due(shown)) return
    focus.done()
    outline.current?.focus()
  })
}

function useSpokenCount(found: Found | undefined): void {
  const announce = useAnnounce()
  const sentence = found && searchText.count(found)
  useEffect(() => {
    if (sentence === undefined) return
    // Once the author has stopped typing.
    const timer = setTimeout(() => announce(sentence), 600)
    return () => clearTimeout(timer)
  }, [announce, sentence])
}
