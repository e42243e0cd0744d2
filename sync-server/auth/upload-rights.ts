/** What uploads ask of the rights of who is signed in. */
import type { EditRights } from '../uploads/edit-rights.ts'
import { currentRequest } from '../uploads/tus-request.ts'
import type { Access } from './access.ts'

export function uploadRights({ store, grants }: Access): EditRights {
  return {
    standingOf: ({ courseId, userId }) => store.standingOf(courseId, userId),
    async hold({ courseId }, onLost) {
      const { identity } = currentRequest()
      if (!identity) throw new Error('bytes came from nobody')
      const grant = await grants.open({ identity, courseId, needed: 'editor' })
      grant.whenLost(onLost)
      return () => grant.release()
    },
  }
}
