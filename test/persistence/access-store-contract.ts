/** What every engine promises of sessions, members and invitations. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { NewInvitation, SharedCourseStore, StoredSession } from '../../persistence/access-store.ts'
import { CourseAuthor } from './fixtures.ts'

const session: StoredSession = {
  tokenHash: 'a'.repeat(64),
  userId: 'user:ana',
  name: 'Ana',
  createdAt: 1000,
  activeAt: 1000,
  expiresAt: 9000,
}

function invitation(changes: Partial<NewInvitation> = {}): NewInvitation {
  const who = { invitationId: 'invitation-1', courseId: 'course-1', createdBy: 'user:ana', createdAt: 1000 }
  return { ...who, tokenHash: 'b'.repeat(64), role: 'editor', expiresAt: 9000, isReusable: false, ...changes }
}

const bo = { userId: 'user:bo', name: 'Bo', at: 2000 }

export function accessStoreContract(engine: string, open: () => Promise<SharedCourseStore>): void {
  describe(`${engine} knows who may come in`, () => {
    let store: SharedCourseStore
    beforeEach(async () => {
      store = await open()
    })
    afterEach(() => store.close())

    /** A course of Ana's. */
    async function begin(courseId = 'course-1', owner: string | undefined = 'user:ana') {
      const author = new CourseAuthor(courseId)
      const commit = author.save({ info: { title: 'Wood' }, ...(owner !== undefined && { owner }) })
      expect(await store.commit([commit])).toMatchObject([{ status: 'committed', revision: 1 }])
      return author
    }

    it('[R2] makes who makes the first commit the owner, in that commit, and nobody by a later one', async () => {
      expect(await store.access.standingOf('course-1', 'user:ana')).toBe('free')
      const author = await begin()
      await store.commit([author.save({ owner: 'user:bo' })])
      expect(await store.access.standingOf('course-1', 'user:ana')).toBe('owner')
      expect(await store.access.standingOf('course-1', 'user:bo')).toBe('none')
    })

    it('[R2] makes no owner by a commit that was refused', async () => {
      const stale = new CourseAuthor().save({ owner: 'user:bo', expected: { revision: 7, epoch: 'other' } })
      expect(await store.commit([stale])).toMatchObject([{ status: 'stale' }])
      expect(await store.access.standingOf('course-1', 'user:bo')).toBe('free')
    })

    it('[R2] lists to each person the courses in which they have a role', async () => {
      await begin('course-1')
      await begin('course-2', 'user:bo')
      expect(await store.access.listCoursesOf('user:ana')).toMatchObject([
        { id: 'course-1', title: 'Wood', revision: 1 },
      ])
      expect(await store.access.listCoursesOf('user:cai')).toEqual([])
    })

    it('[R3] gives a course that has no owner to the one who is named, and no other', async () => {
      await begin('course-1')
      const author = new CourseAuthor('course-2')
      await store.commit([author.save()])
      expect(await store.access.standingOf('course-2', 'user:root')).toBe('none')
      expect(await store.access.adoptCourses('user:root')).toBe(1)
      expect(await store.access.standingOf('course-2', 'user:root')).toBe('owner')
      expect(await store.access.standingOf('course-1', 'user:root')).toBe('none')
    })

    it('[R3] changes and removes roles, but never the last owner', async () => {
      await begin()
      const { access } = store
      await access.createInvitation(invitation())
      await access.acceptInvitation(invitation().tokenHash, bo)
      expect(await access.setRole('course-1', 'user:ana', 'editor')).toBe('last-owner')
      expect(await access.removeMember('course-1', 'user:ana')).toBe('last-owner')
      expect(await access.setRole('course-1', 'user:ana', 'owner')).toBe('done')
      expect(await access.setRole('course-1', 'user:cai', 'editor')).toBe('unknown-member')
      expect(await access.removeMember('course-1', 'user:cai')).toBe('unknown-member')

      expect(await access.setRole('course-1', 'user:bo', 'owner')).toBe('done')
      expect(await access.removeMember('course-1', 'user:ana')).toBe('done')
      expect(await access.listMembers('course-1')).toEqual([{ userId: 'user:bo', name: 'Bo', role: 'owner' }])
      expect(await access.standingOf('course-1', 'user:ana')).toBe('none')
    })

    it('[R3] takes an invitation once, or again and again where it was made so', async () => {
      await begin()
      const { access } = store
      await access.createInvitation(invitation())
      const many = invitation({
        invitationId: 'invitation-2',
        tokenHash: 'c'.repeat(64),
        role: 'viewer',
        isReusable: true,
      })
      await access.createInvitation(many)
      const offer = { courseId: 'course-1', title: 'Wood', role: 'editor', invitationId: 'invitation-1' }
      expect(await access.findInvitation(invitation().tokenHash, 2000)).toMatchObject(offer)

      expect(await access.acceptInvitation(invitation().tokenHash, bo)).toEqual({
        courseId: 'course-1',
        role: 'editor',
      })
      expect(await access.acceptInvitation(invitation().tokenHash, { ...bo, userId: 'user:cai' })).toBeUndefined()
      for (const userId of ['user:cai', 'user:dov']) {
        expect(await access.acceptInvitation(many.tokenHash, { ...bo, userId })).toMatchObject({ role: 'viewer' })
      }
      expect(await access.listInvitations('course-1', 2000)).toMatchObject([{ invitationId: 'invitation-2' }])
      expect(JSON.stringify(await access.listInvitations('course-1', 2000))).not.toContain(many.tokenHash)
    })

    it('[R3] lowers nobody by an invitation, and uses none up for who has the role already', async () => {
      await begin()
      const { access } = store
      await access.createInvitation(invitation())
      const byAna = { userId: 'user:ana', name: 'Ana', at: 2000 }
      expect(await access.acceptInvitation(invitation().tokenHash, byAna)).toMatchObject({ role: 'owner' })
      expect(await access.acceptInvitation(invitation().tokenHash, bo)).toMatchObject({ role: 'editor' })
    })

    it('[R3] offers nothing by an invitation that was revoked, has expired, or leads into the trash', async () => {
      await begin()
      const { access } = store
      await access.createInvitation(invitation())
      expect(await access.findInvitation(invitation().tokenHash, 9000)).toBeUndefined()
      await store.setDeleted('course-1', 5)
      expect(await access.acceptInvitation(invitation().tokenHash, bo)).toBeUndefined()
      await store.setDeleted('course-1', null)
      expect(await access.revokeInvitation('another', 'invitation-1')).toBe(false)
      expect(await access.revokeInvitation('course-1', 'invitation-1')).toBe(true)
      expect(await access.revokeInvitation('course-1', 'invitation-1')).toBe(false)
      expect(await access.acceptInvitation(invitation().tokenHash, bo)).toBeUndefined()
      expect(await access.standingOf('course-1', 'user:bo')).toBe('none')
    })

    it('[R1] keeps a session until it is ended, and sweeps what time has ended', async () => {
      const { access } = store
      const other = { ...session, tokenHash: 'd'.repeat(64), name: 'Ana B', expiresAt: 90_000 }
      for (const begun of [session, other]) await access.beginSession(begun)
      expect(await access.findSession(session.tokenHash)).toEqual({ ...session, name: 'Ana B' })
      await access.touchSession(other.tokenHash, 8000)
      await access.sweepAccess(5000, 8500)
      expect(await access.findSession(session.tokenHash)).toBeUndefined()
      expect(await access.findSession(other.tokenHash)).toMatchObject({ activeAt: 8000 })
      await access.endSession(other.tokenHash)
      expect(await access.findSession(other.tokenHash)).toBeUndefined()
    })

    it('[R1] ends all sessions of one person and nobody else’s', async () => {
      const { access } = store
      const bos = { ...session, tokenHash: 'e'.repeat(64), userId: 'user:bo' }
      for (const begun of [session, bos]) await access.beginSession(begun)
      await access.endSessionsOf('user:ana')
      expect(await access.findSession(session.tokenHash)).toBeUndefined()
      expect(await access.findSession(bos.tokenHash)).toMatchObject({ userId: 'user:bo' })
    })
  })
}
