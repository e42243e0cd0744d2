/** A viewer's course: everything can be looked at, and nothing is changed that could not be stored. */
import { useMemo } from 'react'
import { useAnnounce } from '../../components/announcer/announcer.tsx'
import type { CourseSession } from '../../session/session-state.ts'
import { membersText } from '../../text/access.ts'
import type { OutlineActions } from '../course/outline-actions.ts'
import css from './members.module.css'
import { useOwnRole } from './use-members.ts'

/** What would change the course, and what a viewer's gestures get instead. */
const gestures: ReadonlySet<PropertyKey> = new Set([
  'edit',
  'undo',
  'redo',
  'setAutosaving',
] satisfies (keyof CourseSession)[])

/**
 * The same session, whose gestures do nothing but tell that they may not. What was drafted before the role changed stays,
 * can be discarded and downloaded.
 */
export function viewOnly(session: CourseSession, onGesture: () => void): CourseSession {
  return new Proxy(session, {
    get: (target, key) => {
      if (gestures.has(key)) return onGesture
      const value: unknown = Reflect.get(target, key, target)
      return typeof value === 'function' ? value.bind(target) : value
    },
  })
}

/** Actions of which each would change the course: none does, nor says that it did. */
function withoutEffect<Actions extends object>(actions: Actions, onGesture: () => void): Actions {
  return new Proxy(actions, { get: () => onGesture })
}

interface Editing {
  readonly session: CourseSession
  readonly actions: OutlineActions
}

interface AsMember extends Editing {
  /** Says why nothing can be changed; undefined: it can. */
  readonly tellViewOnly: (() => void) | undefined
}

/** Session and actions as this member may use them. Where the role is not known, offline say, the server decides. */
export function useAsMember({ session, actions }: Editing): AsMember {
  const announce = useAnnounce()
  const isViewer = useOwnRole(session.getState().courseId) === 'viewer'
  return useMemo(() => {
    if (!isViewer) return { session, actions, tellViewOnly: undefined }
    const tellViewOnly = () => announce(membersText.viewing, 'assertive')
    return { session: viewOnly(session, tellViewOnly), actions: withoutEffect(actions, tellViewOnly), tellViewOnly }
  }, [session, actions, isViewer, announce])
}

export function ViewerNote({ courseId }: { readonly courseId: string }) {
  const isViewer = useOwnRole(courseId) === 'viewer'
  return isViewer ? <p className={css['note']}>{membersText.viewing}</p> : null
}
