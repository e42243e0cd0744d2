/** Joins the course screen with the others in the course: tells them where this author is, and marks the rows. */
import { type ReactNode, useEffect, useMemo, useSyncExternalStore } from 'react'
import type { Author } from '../../../course/model.ts'
import type { CourseSession } from '../../session/session-state.ts'
import { RowMarkStore } from '../row-marks/row-mark-store.ts'
import { RowMarksContext } from '../row-marks/row-marks-context.ts'
import { followFocus } from './follow-focus.ts'
import { placeOf } from './place-of.ts'

/** The author of this device, who may take another name. */
interface Profile {
  readonly author: Author
  readonly subscribe: (listener: () => void) => () => void
}

interface TogetherProps {
  readonly session: CourseSession
  readonly profile: Profile
  readonly children: ReactNode
}

export function Together({ session, profile, children }: TogetherProps) {
  const marks = useMemo(() => new RowMarkStore(session), [session])
  useEffect(() => marks.start(), [marks])
  useOwnPlace(session)
  useOwnName(session, profile)
  return <RowMarksContext value={marks}>{children}</RowMarksContext>
}

/** Follows the focus, without drawing anything. */
function useOwnPlace({ presence }: CourseSession): void {
  useEffect(() => {
    const stop = followFocus(focused => presence.moveTo(placeOf(focused)))
    return () => {
      stop()
      presence.moveTo(undefined)
    }
  }, [presence])
}

function useOwnName({ presence }: CourseSession, profile: Profile): void {
  const { name } = useSyncExternalStore(profile.subscribe, () => profile.author)
  // biome-ignore lint/correctness/useExhaustiveDependencies: the session reads the name itself; this says when
  useEffect(() => presence.renamed(), [presence, name])
}
