import { type FormEvent, useState } from 'react'
import type { Course } from '../../../course/model.ts'
import { chaptersOf, videosOf } from '../../../course/outline.ts'
import { afterFocusReturns } from '../../components/after-focus-returns.ts'
import { Button } from '../../components/button/button.tsx'
import { Dialog, DialogActions } from '../../components/dialog/dialog.tsx'
import { Select } from '../../components/select/select.tsx'
import { moveText } from '../../text/outline.ts'
import type { Target, VideoTarget } from './moves.ts'
import type { OutlineActions } from './outline-actions.ts'
import type { RowRef } from './row.ts'

interface MoveDialogProps {
  readonly row: RowRef
  readonly course: Course
  readonly actions: OutlineActions
  readonly onClose: () => void
}

/** Every move without a mouse: which chapter, and where in it. */
export function MoveDialog({ row, course, actions, onClose }: MoveDialogProps) {
  const chapters = chaptersOf(course)
  const entity = (row.kind === 'video' ? course.videos : course.chapters).get(row.id)
  const home = entity && 'place' in entity ? entity.place[0] : undefined
  const [chosen, setChosen] = useState(home)
  const chapterId = chapters.some(({ id }) => id === chosen) ? chosen : chapters[0]?.id
  const [place, setPlace] = useState('top')
  const siblings = row.kind === 'video' ? videosOf(course, chapterId ?? '') : chapters
  const places = placesAmong(siblings.filter(({ id }) => id !== row.id))
  const submit = (event: FormEvent) => {
    event.preventDefault()
    const { target } = places.find(({ id }) => id === place) ?? firstPlace
    onClose()
    afterFocusReturns(() => moveTo(actions, row, { chapterId: chapterId ?? '', target }))
  }
  return (
    <Dialog title={moveText.title(entity?.title ?? '')} onClose={onClose}>
      <form onSubmit={submit}>
        {row.kind === 'video' && (
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
    </Dialog>
  )
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

function moveTo(actions: OutlineActions, row: RowRef, to: VideoTarget): void {
  if (row.kind === 'chapter') actions.moveChapterTo(row.id, to.target)
  else actions.moveVideoTo(row.id, to)
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
