import { useState } from 'react'
import { Button as AriaButton } from 'react-aria-components/Button'
import { DialogTrigger } from 'react-aria-components/Dialog'
import { Popover } from 'react-aria-components/Popover'
import type { Course } from '../../../course/model.ts'
import type { Colleague, Colleagues } from '../../session/presence.ts'
import type { PresentRow } from '../../session/presence-state.ts'
import type { CourseSession } from '../../session/session-state.ts'
import { doingsOf, nameOf, presenceText, sentenceOfAll } from '../../text/presence.ts'
import { afterFocusReturns } from '../after-focus-returns.ts'
import { Button } from '../button/button.tsx'
import { Avatar } from './avatar.tsx'
import css from './presence-bar.module.css'
import { useColleagues } from './use-colleagues.ts'

interface PresenceBarProps {
  readonly session: CourseSession
  /** The author wants to go where a colleague is. */
  readonly onGo: (row: PresentRow) => void
}

const drawnCount = 3

/** The colleagues who have the course open; pressed, a list of them. Nobody: nothing. */
export function PresenceBar({ session, onGo }: PresenceBarProps) {
  const colleagues = useColleagues(session)
  const { course } = session.getState()
  const [isOpen, setOpen] = useState(false)
  if (colleagues.total === 0) return null
  const go = (row: PresentRow) => {
    setOpen(false)
    afterFocusReturns(() => onGo(row))
  }
  return (
    <DialogTrigger isOpen={isOpen} onOpenChange={setOpen}>
      <AriaButton className={css['bar'] ?? ''} aria-label={sentenceOfAll(colleagues.shown, colleagues.total, course)}>
        <Faces colleagues={colleagues} />
      </AriaButton>
      <Popover className={css['popover'] ?? ''} placement="bottom end" aria-label={presenceText.title}>
        <People colleagues={colleagues} course={course} onGo={go} />
      </Popover>
    </DialogTrigger>
  )
}

/** On a phone one of them stands for all. */
function Faces({ colleagues: { shown, total } }: { readonly colleagues: Colleagues }) {
  const drawn = shown.slice(0, total > drawnCount ? drawnCount - 1 : drawnCount)
  const rest = total - drawn.length
  return (
    <span className={css['faces']} title={shown.map(nameOf).join(', ')} aria-hidden="true">
      {drawn.map(({ id, name, unsaved }) => (
        <Avatar key={id} id={id} name={name} hasUnsaved={unsaved.count > 0} />
      ))}
      {rest > 0 && <span className={css['rest']} data-more={presenceText.more(rest)} />}
      {total > 1 && <span className={`${css['rest']} ${css['narrow']}`} data-more={presenceText.more(total - 1)} />}
    </span>
  )
}

interface PeopleProps {
  readonly colleagues: Colleagues
  readonly course: Course
  readonly onGo: (row: PresentRow) => void
}

function People({ colleagues: { shown, total }, course, onGo }: PeopleProps) {
  const rest = total - shown.length
  return (
    <>
      <h2 className={css['title']}>{presenceText.title}</h2>
      <ul className={css['people']}>
        {shown.map(colleague => (
          <li key={colleague.id}>
            <PersonLine colleague={colleague} course={course} onGo={onGo} />
          </li>
        ))}
        {rest > 0 && <li className={css['more']}>{presenceText.moreHere(rest)}</li>}
      </ul>
    </>
  )
}

function PersonLine({ colleague, course, onGo }: Omit<PeopleProps, 'colleagues'> & { readonly colleague: Colleague }) {
  const row = colleague.places.find(({ row: { kind, id } }) =>
    (kind === 'chapter' ? course.chapters : course.videos).has(id),
  )?.row
  const line = (
    <>
      <Avatar id={colleague.id} name={colleague.name} hasUnsaved={colleague.unsaved.count > 0} />
      <span className={css['words']}>
        <span className={css['name']}>{nameOf(colleague)}</span>
        <span className={css['doing']}>{doingsOf(colleague, course).join(', ')}</span>
      </span>
    </>
  )
  return row ? (
    <Button look="quiet" onPress={() => onGo(row)}>
      {line}
    </Button>
  ) : (
    <div className={css['person']}>{line}</div>
  )
}
