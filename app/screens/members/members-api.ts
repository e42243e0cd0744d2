/** Members and invitations of a course: facts of the server, never of the document [C5]. */
import * as z from 'zod/mini'

export const roles = ['owner', 'editor', 'viewer'] as const
export type Role = (typeof roles)[number]

/** What a link can make of who accepts it: owners are made by owners who see them. */
const invitedRoles = ['editor', 'viewer'] as const
export type InvitedRole = (typeof invitedRoles)[number]

const memberSchema = z.object({ userId: z.string(), name: z.string(), role: z.enum(roles) })
const membersSchema = z.object({ members: z.array(memberSchema) })
const madeInvitationSchema = z.object({ token: z.string() })
const invitationSchema = z.object({ courseId: z.string(), title: z.string(), role: z.enum(invitedRoles) })
const acceptanceSchema = z.object({ courseId: z.string() })

export type Member = z.infer<typeof memberSchema>
export type Invitation = z.infer<typeof invitationSchema>

/** Null: the server answered that there is no such thing. */
type Ask = (path: string, init?: RequestInit) => Promise<unknown>

/** @throws each of these, an `Error` where the server was not reached or refused */
export class MembersApi {
  readonly #ask: Ask

  constructor(ask: Ask = askServer) {
    this.#ask = ask
  }

  async list(courseId: string): Promise<readonly Member[]> {
    return membersSchema.parse(await this.#ask(membersPath(courseId))).members
  }

  async setRole(courseId: string, userId: string, role: Role): Promise<void> {
    await this.#ask(memberPath(courseId, userId), withBody('PUT', { role }))
  }

  async remove(courseId: string, userId: string): Promise<void> {
    await this.#ask(memberPath(courseId, userId), { method: 'DELETE' })
  }

  /** @returns the address that its reader opens */
  async invite(courseId: string, role: InvitedRole): Promise<string> {
    const path = `/api/courses/${encodeURIComponent(courseId)}/invitations`
    const { token } = madeInvitationSchema.parse(await this.#ask(path, withBody('POST', { role })))
    return invitationAddress(token)
  }

  /** Null: it was used, taken back, or has expired. */
  async findInvitation(token: string): Promise<Invitation | null> {
    return z.nullable(invitationSchema).parse(await this.#ask(invitationPath(token)))
  }

  /** @returns the course's id */
  async accept(token: string): Promise<string> {
    return acceptanceSchema.parse(await this.#ask(`${invitationPath(token)}/acceptance`, { method: 'POST' })).courseId
  }
}

function invitationAddress(token: string): string {
  return `/invitations/${encodeURIComponent(token)}`
}

function invitationPath(token: string): string {
  return `/api/invitations/${encodeURIComponent(token)}`
}

function membersPath(courseId: string): string {
  return `/api/courses/${encodeURIComponent(courseId)}/members`
}

function memberPath(courseId: string, userId: string): string {
  return `${membersPath(courseId)}/${encodeURIComponent(userId)}`
}

function withBody(method: string, body: object): RequestInit {
  return { method, headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }
}

async function askServer(path: string, init?: RequestInit): Promise<unknown> {
  const response = await fetch(path, init)
  if (response.status === 404) return null
  if (!response.ok) throw new Error(`${path} answered ${response.status}`)
  return response.status === 204 ? null : response.json()
}
