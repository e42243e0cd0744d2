/** The server's port for who may come in: sessions, members and invitations. Secrets are stored as their SHA-256 alone. */
import type { Role } from '../course/role.ts'
import type { CourseList } from '../course/wire/http.ts'
import type { CourseStore } from './course-store.ts'

/** `free`: no commit has made this course, and who makes the first will own it. `none`: it is others'. */
export type Standing = Role | 'none' | 'free'

/** Times are ms since 1970, the server's clock. */
export interface StoredSession {
  /** SHA-256 of the cookie's value, in hexadecimal. */
  readonly tokenHash: string
  readonly userId: string
  /** What the person is called, for wording. */
  readonly name: string
  readonly createdAt: number
  readonly activeAt: number
  /** Ends then, however active. */
  readonly expiresAt: number
}

export interface Member {
  readonly userId: string
  /** Empty for somebody who never signed in here. */
  readonly name: string
  readonly role: Role
}

/** Owners are made by owners who see them, never by a link. */
export type InvitedRole = Exclude<Role, 'owner'>

export interface NewInvitation {
  readonly invitationId: string
  readonly courseId: string
  readonly tokenHash: string
  readonly role: InvitedRole
  readonly createdBy: string
  readonly createdAt: number
  readonly expiresAt: number
  /** Otherwise it is gone after its first acceptance. */
  readonly isReusable: boolean
}

export type StoredInvitation = Omit<NewInvitation, 'tokenHash'>

/** What a link offers. */
export interface Offer extends StoredInvitation {
  readonly title: string
}

export interface Acceptance {
  readonly courseId: string
  /** The member's role from now on: an invitation never lowers one. */
  readonly role: Role
}

/** `last-owner`: a course keeps one; nothing was changed. */
export type MemberChange = 'done' | 'unknown-member' | 'last-owner'

/** All writes are durable when they resolve, and each is made whole or not at all. Every driver passes test/persistence/access-store-contract.ts. */
export interface AccessStore {
  /** Its name becomes what the person is called everywhere. */
  beginSession(session: StoredSession): Promise<void>
  /** As it was begun, expired or not: the caller compares times. */
  findSession(tokenHash: string): Promise<StoredSession | undefined>
  touchSession(tokenHash: string, activeAt: number): Promise<void>
  endSession(tokenHash: string): Promise<void>
  endSessionsOf(userId: string): Promise<void>

  standingOf(courseId: string, userId: string): Promise<Standing>
  /** Those in which the person has a role. */
  listCoursesOf(userId: string): Promise<CourseList['courses']>
  listMembers(courseId: string): Promise<readonly Member[]>
  setRole(courseId: string, userId: string, role: Role): Promise<MemberChange>
  removeMember(courseId: string, userId: string): Promise<MemberChange>
  /** Makes this person the owner of each course that has none: those begun before there was sign-in. @returns how many */
  adoptCourses(userId: string): Promise<number>

  createInvitation(invitation: NewInvitation): Promise<void>
  /** Those that can be accepted at this time, oldest first. */
  listInvitations(courseId: string, at: number): Promise<readonly StoredInvitation[]>
  findInvitation(tokenHash: string, at: number): Promise<Offer | undefined>
  /** Undefined: used, revoked, expired, or never made. Who has the role or a higher one keeps it and uses nothing up. */
  acceptInvitation(
    tokenHash: string,
    by: { readonly userId: string; readonly name: string; readonly at: number },
  ): Promise<Acceptance | undefined>
  revokeInvitation(courseId: string, invitationId: string): Promise<boolean>

  /** Removes sessions that have ended or were not active since, and invitations that have expired. */
  sweepAccess(idleSince: number, at: number): Promise<void>
}

/** A course store that also knows who may come in; a commit's `owner` becomes a member in the commit's transaction. */
export interface SharedCourseStore extends CourseStore {
  readonly access: AccessStore
}
