/** What the store answers about who may come in. Runs in the reader thread. */
import type { DatabaseSync, SQLOutputValue } from 'node:sqlite'
import { type Role, roles } from '../../course/role.ts'
import type { InvitedRole, Offer, Standing, StoredInvitation, StoredSession } from '../access-store.ts'
import type { AccessReads } from './access-calls.ts'
import { integerOf, textOf } from './columns.ts'
import { courseRowOf } from './reading.ts'

type Row = Readonly<Record<string, SQLOutputValue>>
type AccessReadStatements = ReturnType<typeof prepareAccessReadStatements>

const openInvitation = 'expires_at > ?'

export function prepareAccessReadStatements(database: DatabaseSync) {
  const prepare = (sql: string) => database.prepare(sql)
  return {
    findSession: prepare(`
      SELECT sessions.*, users.name FROM sessions JOIN users ON users.id = sessions.user_id WHERE token_hash = ?`),
    findRole: prepare('SELECT role FROM members WHERE course_id = ? AND user_id = ?'),
    isBegun: prepare('SELECT 1 FROM courses WHERE id = ? AND revision > 0'),
    coursesOf: prepare(`
      SELECT courses.id, title, revision, updated_at, deleted_at FROM members
      JOIN courses ON courses.id = members.course_id WHERE members.user_id = ? AND revision > 0`),
    members: prepare(`
      SELECT user_id, role, coalesce(users.name, '') AS name FROM members
      LEFT JOIN users ON users.id = members.user_id WHERE course_id = ? ORDER BY user_id`),
    invitations: prepare(`
      SELECT * FROM invitations WHERE course_id = ? AND ${openInvitation} ORDER BY created_at, id`),
    findOffer: prepare(`
      SELECT invitations.*, courses.title FROM invitations JOIN courses ON courses.id = invitations.course_id
      WHERE token_hash = ? AND ${openInvitation} AND courses.deleted_at IS NULL`),
  }
}

type Read = <Result>(run: (statements: AccessReadStatements) => Result) => Result

export function accessReads(read: Read): AccessReads {
  return {
    findSession: ([tokenHash]) =>
      read(({ findSession }) => {
        const row = findSession.get(tokenHash)
        return row && sessionOf(row)
      }),
    standingOf: ([courseId, userId]) => read(statements => standingOf(statements, courseId, userId)),
    listCoursesOf: ([userId]) => read(({ coursesOf }) => coursesOf.all(userId).map(courseRowOf)),
    listMembers: ([courseId]) =>
      read(({ members }) =>
        members.all(courseId).map(row => ({
          userId: textOf(row['user_id']),
          name: textOf(row['name']),
          role: roleOf(row),
        })),
      ),
    listInvitations: ([courseId, at]) => read(({ invitations }) => invitations.all(courseId, at).map(invitationOf)),
    findInvitation: ([tokenHash, at]) =>
      read(({ findOffer }) => {
        const row = findOffer.get(tokenHash, at)
        return row && ({ ...invitationOf(row), title: textOf(row['title']) } satisfies Offer)
      }),
  }
}

function standingOf({ findRole, isBegun }: AccessReadStatements, courseId: string, userId: string): Standing {
  const row = findRole.get(courseId, userId)
  if (row) return roleOf(row)
  return isBegun.get(courseId) ? 'none' : 'free'
}

function sessionOf(row: Row): StoredSession {
  return {
    tokenHash: textOf(row['token_hash']),
    userId: textOf(row['user_id']),
    name: textOf(row['name']),
    createdAt: integerOf(row['created_at']),
    activeAt: integerOf(row['active_at']),
    expiresAt: integerOf(row['expires_at']),
  }
}

export function roleOf(row: Row): Role {
  const role = roles.find(known => known === row['role'])
  if (!role) throw new TypeError('a role was expected')
  return role
}

function invitationOf(row: Row): StoredInvitation {
  return {
    invitationId: textOf(row['id']),
    courseId: textOf(row['course_id']),
    // The table's own check.
    role: roleOf(row) as InvitedRole,
    createdBy: textOf(row['created_by']),
    createdAt: integerOf(row['created_at']),
    expiresAt: integerOf(row['expires_at']),
    isReusable: row['is_reusable'] === 1,
  }
}
