import { memo, useDeferredValue, useLayoutEffect, useMemo, useState } from 'react'
import type { Course } from '../../../course/model.ts'
import { type OutlineChapter, outlineOf } from '../../../course/outline.ts'
import { outlineText } from '../../text/outline.ts'
import { ChapterSection } from './chapter-section.tsx'
import type { CourseDialog } from './course-dialog.ts'
import { withHeldRow } from './hold.ts'
import css from './outline.module.css'
import type { OutlineActions } from './outline-actions.ts'
import type { RowHandlers } from './row-handlers.ts'
import { type OpenRowMenu, RowMenu } from './row-menu.tsx'
import { Trash } from './trash.tsx'
import { Unfiled } from './unfiled.tsx'
import type { OutlineState } from './use-outline-view.ts'
import { useRowHandlers } from './use-row-handlers.ts'

interface ChaptersProps extends Pick<OutlineState, 'held' | 'isExpanded'> {
  readonly chapters: readonly OutlineChapter[]
  readonly handlers: RowHandlers
}

/** Left alone while a keystroke is drawn in its own field, before the outline is. */
const Chapters = memo(function Chapters({ chapters, held, isExpanded, handlers }: ChaptersProps) {
  return (
    <ol>
      {chapters.map(entry => (
        <ChapterSection
          key={entry.chapter.id}
          entry={entry}
          isExpanded={isExpanded(entry.chapter.id)}
          editing={held && held.chapter?.id === entry.chapter.id ? held.row : undefined}
          handlers={handlers}
        />
      ))}
    </ol>
  )
})

interface OutlineProps {
  readonly course: Course
  readonly view: OutlineState
  readonly actions: OutlineActions
  readonly onDialog: (dialog: CourseDialog) => void
}

export function Outline({ course, view, actions, onDialog }: OutlineProps) {
  const { held, focus, outline: ref } = view
  // In a large course the keystroke is drawn first, in its own field, and the outline after it.
  const shown = useDeferredValue(course)
  const outline = useMemo(() => outlineOf(withHeldRow(shown, held)), [shown, held])
  const [menu, setMenu] = useState<OpenRowMenu>()
  const handlers = useRowHandlers({ course, view, actions, onDialog, onMenu: setMenu })
  useLayoutEffect(() => {
    if (ref.current) focus.apply(ref.current, shown)
  })
  return (
    <section className={css['outline']} aria-label={outlineText.label} ref={ref} tabIndex={-1}>
      {outline.chapters.length === 0 && <p className={css['empty']}>{outlineText.emptyOutline}</p>}
      <Chapters chapters={outline.chapters} held={held} isExpanded={view.isExpanded} handlers={handlers} />
      <Unfiled videos={outline.unfiled} editing={held?.row} handlers={handlers} />
      <Trash trash={outline.trash} actions={actions} />
      {menu && (
        <RowMenu
          key={menu.row.id}
          open={menu}
          actions={actions}
          onDialog={onDialog}
          onClose={() => setMenu(undefined)}
        />
      )}
    </section>
  )
}
