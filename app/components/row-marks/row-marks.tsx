import Check from 'lucide-react/icons/check'
import type { PresentRow } from '../../session/presence-state.ts'
import { markText, nameOf, presenceText } from '../../text/presence.ts'
import { Avatar } from '../presence/avatar.tsx'
import { joined, type MarkedPerson, type RowMark } from './row-mark-store.ts'
import css from './row-marks.module.css'
import { useRowMark } from './row-marks-context.ts'

interface RowMarksProps {
  readonly row: PresentRow
  /** A chapter whose videos are not shown: it bears their marks too. */
  readonly isClosed?: boolean
}

const drawnCount = 3

/**
 * What others do on a row: who is there, who has unsaved changes there, and for a moment that somebody has saved it.
 * Takes no room in the row, so that nothing moves when somebody comes or goes.
 */
export function RowMarks({ row, isClosed = false }: RowMarksProps) {
  const own = useRowMark(row.id)
  const mark = isClosed && own?.within ? joined(own, own.within) : own
  if (!mark || (mark.people.length === 0 && !mark.saved)) return null
  const { people, saved } = mark
  const sentence = sentencesOf(mark).join('. ')
  return (
    <>
      {saved && <span key={saved.operationId} className={css['glow']} />}
      <span className={css['marks']}>
        <span className={css['people']} role="img" aria-label={sentence} title={sentence}>
          {saved && <SavedBy name={nameOf(saved)} />}
          {people.slice(0, drawnCount).map(({ id, name, isEditing, hasUnsaved }) => (
            <Avatar key={id} id={id} name={name} isEditing={isEditing} hasUnsaved={hasUnsaved} />
          ))}
          {people.length > drawnCount && (
            <span className={css['more']}>{presenceText.more(people.length - drawnCount)}</span>
          )}
        </span>
      </span>
    </>
  )
}

function SavedBy({ name }: { readonly name: string }) {
  return (
    <span className={css['saved']}>
      <Check aria-hidden="true" />
      <span className={css['name']}>{name}</span>
    </span>
  )
}

function sentencesOf({ people, saved }: RowMark): string[] {
  return [...(saved ? [markText.saved(nameOf(saved))] : []), ...people.flatMap(sentencesOfPerson)]
}

function sentencesOfPerson(person: MarkedPerson): string[] {
  const name = nameOf(person)
  return [
    ...(person.isHere ? [person.isEditing ? markText.editing(name) : markText.here(name)] : []),
    ...(person.hasUnsaved ? [markText.unsaved(name)] : []),
  ]
}
