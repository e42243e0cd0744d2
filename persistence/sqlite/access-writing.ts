/** What is written of who may come in. Runs in the writer thread, each in one transaction. */
import type { DatabaseSync } from 'node:sqlite'
import { isAtLeast } from '../../course/role.ts'
import type { Acceptance, MemberChange } from '../access-store.ts'
import type { AccessWrites } from './access-calls.ts'
import { roleOf } from './access-reading.ts'
import { integerOf, textOf } from './columns.ts'

export type AccessStatements = ReturnType<typeof prepareAccessStatements>

export function prepareAccessStatements(database: DatabaseSync) {
  const prepare = (sql: string) => database.prepare(sql)
  return {
    ...prepareSessionStatements(database),
    ...prepareInvitationStatements(database),
    findRole: prepare('SELECT role FROM members WHERE course_id = ? AND user_id = ?'),
    countOwners: prepare(`SELECT count(*) AS owners FROM members WHERE course_id = ? AND role = 'owner'`),
    setMember: prepare(`
      INSERT INTO members (course_id, user_id, role) VALUES (?, ?, ?) ON CONFLICT DO UPDATE SET role = excluded.role`),
    removeMember: prepare('DELETE FROM members WHERE course_id = ? AND user_id = ?'),
    adopt: prepare(`
      INSERT INTO members (course_id, user_id, role)
      SELECT id, ?, 'owner' FROM courses WHERE revision > 0
        AND NOT EXISTS (SELECT 1 FROM members WHERE course_id = courses.id AND role = 'owner')
      ON CONFLICT DO UPDATE SET role = excluded.role`),
  }
}

function prepareSessionStatements(database: DatabaseSync) {
  const prepare = (sql: string) => database.prepare(sql)
  return {
    nameUser: prepare('INSERT INTO users (id, name) VALUES (?, ?) ON CONFLICT DO UPDATE SET name = excluded.name'),
    insertSession: prepare(`
      INSERT INTO sessions (token_hash, user_id, created_at, active_at, expires_at) VALUES (?, ?, ?, ?, ?)`),
    touchSession: prepare('UPDATE sessions SET active_at = ? WHERE token_hash = ?'),
    endSession: prepare('DELETE FROM sessions WHERE token_hash = ?'),
    endSessionsOf: prepare('DELETE FROM sessions WHERE user_id = ?'),
    sweepSessions: prepare('DELETE FROM sessions WHERE active_at < ? OR expires_at <= ?'),
  }
}

function prepareInvitationStatements(database: DatabaseSync) {
  const prepare = (sql: string) => database.prepare(sql)
  return {
    insertInvitation: prepare(`
      INSERT INTO invitations (id, course_id, token_hash, role, created_by, created_at, expires_at, is_reusable)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?)`),
    findInvitation: prepare(`
      SELECT invitations.* FROM invitations JOIN courses ON courses.id = invitations.course_id
      WHERE token_hash = ? AND expires_at > ? AND courses.deleted_at IS NULL`),
    useUp: prepare('DELETE FROM invitations WHERE token_hash = ?'),
    revoke: prepare('DELETE FROM invitations WHERE course_id = ? AND id = ?'),
    sweepInvitations: prepare('DELETE FROM invitations WHERE expires_at <= ?'),
  }
}

type Write = <Result>(write: (statements: AccessStatements) => Result) => Result

export function accessWrites(write: Write): AccessWrites {
  return {
    ...sessionWrites(write),
    setRole: ([courseId, userId, role]) =>
      write(statements =>
        changeMember(statements, { courseId, userId, keepsOwner: role === 'owner' }, () => {
          statements.setMember.run(courseId, userId, role)
        }),
      ),
    removeMember: ([courseId, userId]) =>
      write(statements =>
        changeMember(statements, { courseId, userId, keepsOwner: false }, () => {
          statements.removeMember.run(courseId, userId)
        }),
      ),
    adoptCourses: ([userId]) => write(({ adopt }) => Number(adopt.run(userId).changes)),
    createInvitation: ([invitation]) => {
      const { invitationId, courseId, tokenHash, role, createdBy, createdAt, expiresAt, isReusable } = invitation
      const row = [invitationId, courseId, tokenHash, role, createdBy, createdAt, expiresAt, isReusable ? 1 : 0]
      write(({ insertInvitation }) => insertInvitation.run(...row))
    },
    acceptInvitation: ([tokenHash, by]) => write(statements => accept(statements, tokenHash, by)),
    revokeInvitation: ([courseId, invitationId]) =>
      write(({ revoke }) => revoke.run(courseId, invitationId).changes > 0),
  }
}

function sessionWrites(
  write: Write,
): Pick<AccessWrites, 'beginSession' | 'touchSession' | 'endSession' | 'endSessionsOf' | 'sweepAccess'> {
  return {
    beginSession: ([{ tokenHash, userId, name, createdAt, activeAt, expiresAt }]) =>
      write(({ nameUser, insertSession }) => {
        nameUser.run(userId, name)
        insertSession.run(tokenHash, userId, createdAt, activeAt, expiresAt)
      }),
    touchSession: ([tokenHash, activeAt]) => {
      write(({ touchSession }) => touchSession.run(activeAt, tokenHash))
    },
    endSession: ([tokenHash]) => {
      write(({ endSession }) => endSession.run(tokenHash))
    },
    endSessionsOf: ([userId]) => {
      write(({ endSessionsOf }) => endSessionsOf.run(userId))
    },
    sweepAccess: ([idleSince, at]) =>
      write(({ sweepSessions, sweepInvitations }) => {
        sweepSessions.run(idleSince, at)
        sweepInvitations.run(at)
      }),
  }
}

function changeMember(
  { findRole, countOwners }: AccessStatements,
  {
    courseId,
    userId,
    keepsOwner,
  }: { readonly courseId: string; readonly userId: string; readonly keepsOwner: boolean },
  change: () => void,
): MemberChange {
  const row = findRole.get(courseId, userId)
  if (!row) return 'unknown-member'
  const isLast = roleOf(row) === 'owner' && integerOf(countOwners.get(courseId)?.['owners']) === 1
  if (isLast && !keepsOwner) return 'last-owner'
  change()
  return 'done'
}

function accept(
  statements: AccessStatements,
  tokenHash: string,
  { userId, name, at }: { readonly userId: string; readonly name: string; readonly at: number },
): Acceptance | undefined {
  const row = statements.findInvitation.get(tokenHash, at)
  if (!row) return undefined
  const courseId = textOf(row['course_id'])
  const role = roleOf(row)
  const known = statements.findRole.get(courseId, userId)
  if (known && isAtLeast(roleOf(known), role)) return { courseId, role: roleOf(known) }
  statements.nameUser.run(userId, name)
  statements.setMember.run(courseId, userId, role)
  if (row['is_reusable'] !== 1) statements.useUp.run(tokenHash)
  return { courseId, role }
}
