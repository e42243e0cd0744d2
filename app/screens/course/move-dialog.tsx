import { type FormEvent, useMemo, useState } from 'react'
import type { Course } from '../../../course/model.ts'
import { chaptersOf, videosOf } from '../../../course/outline.ts'
import { afterFocusReturns } from '../../components/after-focus-returns.ts'
import { Button } from '../../components/button/button.tsx'
import { Dialog, DialogActions } from '../../components/dialog/dialog.tsx'
import { Select } from '../../components/select/select.tsx'
import { moveText, spoken } from '../../text/outline.ts'
import type { Target } from './moves.ts'
import type { OutlineActions } from './outline-actions.ts'
import type { RowRef } from './row.ts'
import { inOrder, kindOf } from './rows-in-hand.ts'

interface MoveDialogProps {
  readonly rows: readonly RowRef[]
  readonly course: Course
  readonly actions: OutlineActions
  readonly onClose: () => void
}

/** Every move without a mouse: which chapter, and where in it. */
export function MoveDialog({ rows, course, actions, onClose }: MoveDialogProps) {
  const moved = useMemo(() => inOrder(course, rows), [course, rows])
  const kind = kindOf(moved)
  const name = spoken.nameOf(course, moved)
  return (
    <Dialog
      title={moved.length > 1 ? moveText.titleOfSeveral(name) : moveText.title(titleOf(course, moved))}
      onClose={onClose}
    >
      {kind === 'mixed' ? <p>{spoken.mixed}</p> : <MoveForm {...{ rows: moved, kind, course, actions, onClose }} />}
    </Dialog>
  )
}

function MoveForm({ rows, kind, course, actions, onClose }: MoveDialogProps & { readonly kind: RowRef['kind'] }) {
  const chapters = chaptersOf(course)
  const [chosen, setChosen] = useState(() => course.videos.get(rows[0]?.id ?? '')?.place[0])
  const chapterId = chapters.some(({ id }) => id === chosen) ? chosen : chapters[0]?.id
  const [place, setPlace] = useState('top')
  const siblings = kind === 'video' ? videosOf(course, chapterId ?? '') : chapters
  const places = placesAmong(siblings.filter(({ id }) => rows.every(row => row.id !== id)))
  const submit = (event: FormEvent) => {
    event.preventDefault()
    const { target } = places.find(({ id }) => id === place) ?? firstPlace
    onClose()
    afterFocusReturns(() => actions.moveTo(rows, { chapterId: chapterId ?? '', target }))
  }
  return (
    <form onSubmit={submit}>
      {kind === 'video' && (
        <Select
          label={moveText.chapter}
          value={chapterId ?? ''}
          options={chapters.map(({ id, title }) => ({ id, label: title }))}
          onChange={setChosen}
        />
      )}
      <Select label={moveText.place} value={place} options={places} onChange={setPlace} />
      <MoveButtons onCancel={onClose} />
    </form>
  )
}

function titleOf(course: Course, [row]: readonly RowRef[]): string {
  const entities = row?.kind === 'chapter' ? course.chapters : course.videos
  return entities.get(row?.id ?? '')?.title ?? ''
}

function MoveButtons({ onCancel }: { readonly onCancel: () => void }) {
  return (
    <DialogActions>
      <Button onPress={onCancel}>{moveText.cancel}</Button>
      <Button look="primary" type="submit">
        {moveText.move}
      </Button>
    </DialogActions>
  )
}

interface PlaceOption {
  readonly id: string
  readonly label: string
  readonly target: Target
}

const firstPlace: PlaceOption = { id: 'top', label: moveText.top, target: { at: 'top' } }

function placesAmong(others: readonly { readonly id: string; readonly title: string }[]): PlaceOption[] {
  return [
    firstPlace,
    { id: 'bottom', label: moveText.bottom, target: { at: 'bottom' } },
    ...others.flatMap(({ id: neighbourId, title }): PlaceOption[] => [
      { id: `before:${neighbourId}`, label: moveText.before(title), target: { at: 'before', neighbourId } },
      { id: `after:${neighbourId}`, label: moveText.after(title), target: { at: 'after', neighbourId } },
    ]),
  ]
}
