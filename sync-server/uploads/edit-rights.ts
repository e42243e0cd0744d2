/** Who may do what with a course: the one place that uploads ask. */
import { LecternError } from '../../course/errors.ts'
import type { Standing } from '../../persistence/access-store.ts'
import type { Identity } from '../auth/identity.ts'

export interface Editor {
  /** The session's identity. */
  readonly userId: string
  readonly courseId: string
}

export interface Viewer {
  readonly identity: Identity | undefined
  readonly courseId: string
}

export interface EditRights {
  standingOf(editor: Editor): Promise<Standing>
  /**
   * For the time in which bytes come in. @param onLost the right has ended meanwhile
   * @returns to be called at the end
   * @throws {LecternError} `not-allowed`, `sign-in`
   */
  hold(editor: Editor, onLost: () => void): Promise<() => void>
  /** As `hold`, for the time in which bytes go out to who may see the course. @param identity absent where nobody signs in */
  watch(viewer: Viewer, onLost: () => void): Promise<() => void>
}

/** Without authentication the server listens to this machine alone, and everybody on it is an author [design 8]. */
export const everybodysRights: EditRights = {
  standingOf: async () => 'owner',
  hold: async () => () => {},
  watch: async () => () => {},
}

/** Who may edit may upload, also where nobody has begun the course yet [U7]. @throws {LecternError} `not-allowed` */
export function assertMayEdit(standing: Standing): void {
  if (standing === 'owner' || standing === 'editor' || standing === 'free') return
  throw new LecternError('not-allowed', 'who may not edit a course may not upload to it')
}
