import { useEffect, useRef } from 'react'
import type { Command } from '../../../course/command.ts'
import type { Course } from '../../../course/model.ts'
import { fieldsSetBy } from '../../session/activity.ts'
import type { PresentRow } from '../../session/presence-state.ts'
import type { CourseSession, CourseSessionState } from '../../session/session-state.ts'
import { chapterName, videoName } from '../../text/command.ts'
import { conflictText, sentenceOfChanged } from '../../text/conflict.ts'
import { useAnnounce } from '../announcer/announcer.tsx'
import { Button } from '../button/button.tsx'
import { Dock } from '../docks/docks.tsx'
import css from './conflict-dock.module.css'
import { bringingBack, type DraftConflict, insisting, lettingGo, lossOf, rowOf } from './draft-conflicts.ts'

interface ConflictDockProps {
  readonly conflicts: readonly DraftConflict[]
  readonly session: CourseSession
  readonly state: CourseSessionState
  /** Leads to a row once it is drawn as it is now. */
  readonly onGo: (row: PresentRow) => void
}

const shownCount = 3

/** At the lower edge of the window, over the outline: unsaved changes that an author had better decide about. */
export function ConflictDock({ conflicts, session, state, onGo }: ConflictDockProps) {
  const dock = useRef<HTMLElement>(null)
  const announce = useAnnounce()
  const count = conflicts.length
  useEffect(() => announce(conflictText.met(count)), [count, announce])
  const choose = (commands: readonly Command[], conflict: DraftConflict) => {
    session.edit(commands)
    // The pressed button goes, and the focus with it: to the next decision, or to what the last one was about.
    if (count > 1) return dock.current?.focus()
    const row = conflict.kind === 'deleted' ? conflict.row : rowOf(conflict.command)
    if (row && !lossOf(row, session.getState().course)) onGo(row)
    else document.getElementById('content')?.focus()
  }
  const rest = count - shownCount
  return (
    <Dock kind="conflicts">
      <section className={css['dock']} aria-label={conflictText.region} ref={dock} tabIndex={-1}>
        <ul className={css['list']}>
          {conflicts.slice(0, shownCount).map(conflict => (
            <li key={conflict.id} className={css['conflict']}>
              <Item {...{ conflict, session, state }} onChoose={commands => choose(commands, conflict)} />
            </li>
          ))}
          {rest > 0 && <li className={css['more']}>{conflictText.more(rest)}</li>}
        </ul>
      </section>
    </Dock>
  )
}

interface ItemProps {
  readonly conflict: DraftConflict
  readonly session: CourseSession
  readonly state: CourseSessionState
  readonly onChoose: (commands: readonly Command[]) => void
}

function Item({ conflict, session, state: { saved }, onChoose }: ItemProps) {
  const { sentence, choices } =
    conflict.kind === 'deleted' ? ofDeleted(conflict, saved) : ofChanged(conflict, { saved, session })
  return (
    <>
      <p className={css['sentence']}>{sentence}</p>
      {choices.map(({ label, commands }) => (
        <Button key={label} look="quiet" onPress={() => onChoose(commands)}>
          {label}
        </Button>
      ))}
    </>
  )
}

interface Decision {
  readonly sentence: string
  readonly choices: readonly { readonly label: string; readonly commands: readonly Command[] }[]
}

type Kind<Name extends DraftConflict['kind']> = Extract<DraftConflict, { kind: Name }>

function ofDeleted({ row, by, commands }: Kind<'deleted'>, saved: Course): Decision {
  const name = row.kind === 'chapter' ? chapterName(saved, row.id) : videoName(saved, row.id)
  return {
    sentence: conflictText.deletedBy(name, by?.name),
    choices: [
      { label: conflictText.restoreWithChanges, commands: bringingBack(row, saved) },
      { label: conflictText.letGo, commands: lettingGo(commands, saved) },
    ],
  }
}

function ofChanged(
  { command, theirs }: Kind<'changed'>,
  { saved, session }: { readonly saved: Course; readonly session: CourseSession },
): Decision {
  const [set] = fieldsSetBy(command)
  const by = set && session.activity.authorOf(set.field, Array.isArray(theirs) ? theirs[0] : theirs)
  return {
    sentence: sentenceOfChanged({ command, theirs, by: by?.name }, saved),
    choices: [
      { label: conflictText.useTheirs, commands: lettingGo([command], saved) },
      { label: conflictText.keepMine, commands: insisting(command, saved) },
    ],
  }
}
