/** Sessions, members and invitations in memory: for tests. */
import { isAtLeast, type Role } from '../../course/role.ts'
import type { CourseList } from '../../course/wire/http.ts'
import type {
  Acceptance,
  AccessStore,
  Member,
  MemberChange,
  NewInvitation,
  Offer,
  Standing,
  StoredInvitation,
  StoredSession,
} from '../access-store.ts'

type Courses = CourseList['courses']

export class MemoryAccessStore implements AccessStore {
  readonly #listCourses: () => Courses
  readonly #names = new Map<string, string>()
  readonly #sessions = new Map<string, StoredSession>()
  /** By course, then by user. */
  readonly #members = new Map<string, Map<string, Role>>()
  readonly #invitations = new Map<string, NewInvitation>()

  /** @param listCourses those that a commit has made */
  constructor(listCourses: () => Courses) {
    this.#listCourses = listCourses
  }

  /** For the commit that makes the course. */
  addOwner(courseId: string, userId: string): void {
    this.#membersOf(courseId).set(userId, 'owner')
  }

  async beginSession(session: StoredSession): Promise<void> {
    this.#names.set(session.userId, session.name)
    this.#sessions.set(session.tokenHash, session)
  }

  async findSession(tokenHash: string): Promise<StoredSession | undefined> {
    const session = this.#sessions.get(tokenHash)
    return session && { ...session, name: this.#names.get(session.userId) ?? '' }
  }

  async touchSession(tokenHash: string, activeAt: number): Promise<void> {
    const session = this.#sessions.get(tokenHash)
    if (session) this.#sessions.set(tokenHash, { ...session, activeAt })
  }

  async endSession(tokenHash: string): Promise<void> {
    this.#sessions.delete(tokenHash)
  }

  async endSessionsOf(userId: string): Promise<void> {
    for (const [tokenHash, session] of this.#sessions) if (session.userId === userId) this.#sessions.delete(tokenHash)
  }

  async standingOf(courseId: string, userId: string): Promise<Standing> {
    const role = this.#members.get(courseId)?.get(userId)
    return role ?? (this.#find(courseId) ? 'none' : 'free')
  }

  async listCoursesOf(userId: string): Promise<Courses> {
    return this.#listCourses().filter(({ id }) => this.#members.get(id)?.has(userId))
  }

  async listMembers(courseId: string): Promise<readonly Member[]> {
    const members = [...(this.#members.get(courseId) ?? [])].sort(([a], [b]) => (a < b ? -1 : 1))
    return members.map(([userId, role]) => ({ userId, role, name: this.#names.get(userId) ?? '' }))
  }

  async setRole(courseId: string, userId: string, role: Role): Promise<MemberChange> {
    const refusal = this.#refusalOf(courseId, userId, role === 'owner')
    if (!refusal) this.#membersOf(courseId).set(userId, role)
    return refusal ?? 'done'
  }

  async removeMember(courseId: string, userId: string): Promise<MemberChange> {
    const refusal = this.#refusalOf(courseId, userId, false)
    if (!refusal) this.#membersOf(courseId).delete(userId)
    return refusal ?? 'done'
  }

  async adoptCourses(userId: string): Promise<number> {
    const orphans = this.#listCourses().filter(({ id }) => !this.#ownersOf(id))
    for (const { id } of orphans) this.addOwner(id, userId)
    return orphans.length
  }

  async createInvitation(invitation: NewInvitation): Promise<void> {
    this.#invitations.set(invitation.tokenHash, invitation)
  }

  async listInvitations(courseId: string, at: number): Promise<readonly StoredInvitation[]> {
    const open = [...this.#invitations.values()].filter(known => known.courseId === courseId && known.expiresAt > at)
    return open.sort((a, b) => a.createdAt - b.createdAt).map(({ tokenHash: _, ...invitation }) => invitation)
  }

  async findInvitation(tokenHash: string, at: number): Promise<Offer | undefined> {
    const found = this.#invitations.get(tokenHash)
    const course = found && this.#find(found.courseId)
    if (!found || !course || course.deletedAt !== undefined || found.expiresAt <= at) return undefined
    const { tokenHash: _, ...invitation } = found
    return { ...invitation, title: course.title }
  }

  async acceptInvitation(
    tokenHash: string,
    { userId, name, at }: { readonly userId: string; readonly name: string; readonly at: number },
  ): Promise<Acceptance | undefined> {
    const offer = await this.findInvitation(tokenHash, at)
    if (!offer) return undefined
    const { courseId, role, isReusable } = offer
    const known = this.#members.get(courseId)?.get(userId)
    if (known && isAtLeast(known, role)) return { courseId, role: known }
    this.#names.set(userId, name)
    this.#membersOf(courseId).set(userId, role)
    if (!isReusable) this.#invitations.delete(tokenHash)
    return { courseId, role }
  }

  async revokeInvitation(courseId: string, invitationId: string): Promise<boolean> {
    const found = [...this.#invitations.values()].find(
      known => known.courseId === courseId && known.invitationId === invitationId,
    )
    return found !== undefined && this.#invitations.delete(found.tokenHash)
  }

  async sweepAccess(idleSince: number, at: number): Promise<void> {
    for (const [hash, { activeAt, expiresAt }] of this.#sessions) {
      if (activeAt < idleSince || expiresAt <= at) this.#sessions.delete(hash)
    }
    for (const [hash, { expiresAt }] of this.#invitations) if (expiresAt <= at) this.#invitations.delete(hash)
  }

  #refusalOf(courseId: string, userId: string, keepsOwner: boolean): MemberChange | undefined {
    const role = this.#members.get(courseId)?.get(userId)
    if (!role) return 'unknown-member'
    return role === 'owner' && this.#ownersOf(courseId) === 1 && !keepsOwner ? 'last-owner' : undefined
  }

  #ownersOf(courseId: string): number {
    return [...(this.#members.get(courseId)?.values() ?? [])].filter(role => role === 'owner').length
  }

  #find(courseId: string): Courses[number] | undefined {
    return this.#listCourses().find(({ id }) => id === courseId)
  }

  #membersOf(courseId: string): Map<string, Role> {
    const members = this.#members.get(courseId) ?? new Map<string, Role>()
    this.#members.set(courseId, members)
    return members
  }
}
