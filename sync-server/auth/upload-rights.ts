/** What uploads ask of the rights of who is signed in. */
import type { Role } from '../../course/role.ts'
import type { EditRights, Viewer } from '../uploads/edit-rights.ts'
import { currentRequest } from '../uploads/tus-request.ts'
import type { Access } from './access.ts'

export function uploadRights({ store, grants }: Access): EditRights {
  const open = async ({ identity, courseId }: Viewer, needed: Role, onLost: () => void) => {
    if (!identity) throw new Error('nobody asks for bytes')
    const grant = await grants.open({ identity, courseId, needed })
    grant.whenLost(onLost)
    return () => grant.release()
  }
  return {
    standingOf: ({ courseId, userId }) => store.standingOf(courseId, userId),
    hold: ({ courseId }, onLost) => open({ identity: currentRequest().identity, courseId }, 'editor', onLost),
    watch: (viewer, onLost) => open(viewer, 'viewer', onLost),
  }
}
