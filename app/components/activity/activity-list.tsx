import { useEffect, useState } from 'react'
import type { Course } from '../../../course/model.ts'
import type { ActivityEntry, ConflictActivity, SavedActivity } from '../../session/activity.ts'
import type { CourseSession } from '../../session/session-state.ts'
import { activityText } from '../../text/activity.ts'
import { sentenceOfCommand } from '../../text/command.ts'
import { nameOf } from '../../text/presence.ts'
import { timeOf } from '../../text/words.ts'
import { ConflictCard } from '../conflict/conflict-card.tsx'
import { Avatar } from '../presence/avatar.tsx'
import css from './activity-list.module.css'
import { useActivity } from './use-activity.ts'

interface ActivityListProps {
  readonly session: CourseSession
  readonly course: Course
}

const shownCommands = 3

/** Who saved what since the course was opened, the newest first. Looked at, it is read. */
export function ActivityList({ session, course }: ActivityListProps) {
  const { entries, unread } = useActivity(session)
  const fresh = useFresh(unread)
  const { activity } = session
  useEffect(() => {
    if (unread.size > 0) activity.markRead()
  }, [activity, unread])
  if (entries.length === 0) return <p className={css['hint']}>{activityText.empty}</p>
  return (
    <>
      <p className={css['hint']}>{activityText.hint}</p>
      <ol className={css['list']}>
        {entries.map(entry => (
          <li key={entry.id} className={css['entry']}>
            <Entry entry={entry} isFresh={fresh.has(entry.id)} course={course} session={session} />
          </li>
        ))}
      </ol>
    </>
  )
}

/** What was unread when the list was opened, or has come since: it stays marked while it is looked at. */
function useFresh(unread: ReadonlySet<string>): ReadonlySet<string> {
  const [fresh, setFresh] = useState(unread)
  const isKnown = [...unread].every(id => fresh.has(id))
  if (!isKnown) setFresh(new Set([...fresh, ...unread]))
  return fresh
}

interface EntryProps<Entry extends ActivityEntry> extends ActivityListProps {
  readonly entry: Entry
  readonly isFresh: boolean
}

function Entry({ entry, ...props }: EntryProps<ActivityEntry>) {
  return entry.kind === 'saved' ? <SavedEntry entry={entry} {...props} /> : <ConflictEntry entry={entry} {...props} />
}

function SavedEntry({ entry, isFresh, course }: EntryProps<SavedActivity>) {
  const { by, isOwn, at, commands, commandCount } = entry
  const rest = commandCount - Math.min(shownCommands, commands.length)
  return (
    <>
      <Avatar id={by.id} name={by.name} />
      <div className={css['words']}>
        <Head name={isOwn ? activityText.you : nameOf(by)} at={at} isFresh={isFresh} />
        <ul>
          {commands.slice(0, shownCommands).map((command, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: commands never change, and two may be equal
            <li key={index}>{sentenceOfCommand(command, course)}</li>
          ))}
          {rest > 0 && <li className={css['quiet']}>{activityText.more(rest)}</li>}
        </ul>
      </div>
    </>
  )
}

function ConflictEntry({ entry: { conflict, at }, isFresh, course, session }: EntryProps<ConflictActivity>) {
  const { by } = conflict
  return (
    <>
      <Avatar id={by?.id ?? ''} name={by?.name ?? ''} />
      <div className={css['words']}>
        <Head name={nameOf(by ?? { name: '' })} at={at} isFresh={isFresh} />
        <ConflictCard conflict={conflict} course={course} session={session} />
      </div>
    </>
  )
}

function Head({ name, at, isFresh }: { readonly name: string; readonly at: number; readonly isFresh: boolean }) {
  return (
    <p className={css['head']}>
      <span className={css['name']}>{name}</span>
      <time dateTime={new Date(at).toISOString()}>{timeOf(at)}</time>
      {isFresh && <span className={css['new']}>{activityText.new}</span>}
    </p>
  )
}
