/** What each address asks of who comes: the one list. What is not in it is refused to everybody. */
import type { Role } from '../../course/role.ts'

export type Need =
  /** Nothing; where nobody can have signed in yet. */
  | 'anyone'
  | 'signed-in'
  /** The route itself asks for the rights, because only it knows the course. */
  | 'by-itself'
  /** A role in the course `:id`, this or a higher one. */
  | Role
  /** A role, or a course that nobody has begun. */
  | 'viewer-or-begin'
  | 'editor-or-begin'

export interface RouteRule {
  /** `*`: all of them. HEAD is GET. */
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE' | '*'
  /** As the router has it; the course is `:id`. */
  readonly path: string
  readonly need: Need
}

const rule = (method: RouteRule['method'], path: string, need: Need): RouteRule => ({ method, path, need })

export const routeRights: readonly RouteRule[] = [
  rule('GET', '/api/session', 'signed-in'),
  rule('POST', '/api/session', 'anyone'),
  rule('DELETE', '/api/session', 'anyone'),
  rule('DELETE', '/api/sessions', 'signed-in'),
  rule('GET', '/api/limits', 'signed-in'),
  rule('GET', '/api/courses', 'signed-in'),
  rule('GET', '/api/courses/:id', 'viewer'),
  rule('DELETE', '/api/courses/:id', 'owner'),
  rule('POST', '/api/courses/:id/restore', 'owner'),
  rule('GET', '/api/courses/:id/operations', 'viewer'),
  rule('GET', '/api/courses/:id/operations/:operationId', 'viewer'),
  rule('GET', '/api/courses/:id/versions/:revision', 'viewer'),
  rule('POST', '/api/courses/:id/sync', 'viewer-or-begin'),
  rule('GET', '/api/courses/:id/uploads', 'viewer-or-begin'),
  rule('POST', '/api/courses/:id/uploads/known', 'editor-or-begin'),
  rule('GET', '/api/courses/:id/members', 'viewer'),
  rule('PUT', '/api/courses/:id/members/:userId', 'owner'),
  // One's own membership anybody may end; the route tells whose it is.
  rule('DELETE', '/api/courses/:id/members/:userId', 'viewer'),
  rule('GET', '/api/courses/:id/invitations', 'owner'),
  rule('POST', '/api/courses/:id/invitations', 'owner'),
  rule('DELETE', '/api/courses/:id/invitations/:invitationId', 'owner'),
  rule('GET', '/api/invitations/:token', 'signed-in'),
  rule('POST', '/api/invitations/:token/acceptance', 'signed-in'),
  rule('*', '/files', 'by-itself'),
  rule('*', '/files/*', 'by-itself'),
  rule('GET', '/media/:uploadId', 'by-itself'),
]

/** Everything else is the app's own files and the server's health, the same for everybody. */
const guarded = /^\/(api|files|media|sync)(\/|$)/i

export function isGuarded(path: string): boolean {
  return guarded.test(path)
}

export interface MatchedRule extends RouteRule {
  /** What stands in the place of `:id`. */
  readonly courseId: string | undefined
}

export function findRule(method: string, path: string): MatchedRule | undefined {
  const asked = method === 'HEAD' ? 'GET' : method
  const segments = path.split('/')
  for (const known of routeRights) {
    if (known.method !== '*' && known.method !== asked) continue
    const pattern = known.path.split('/')
    if (matches(pattern, segments)) return { ...known, courseId: segments[pattern.indexOf(':id')] }
  }
  return undefined
}

function matches(pattern: readonly string[], segments: readonly string[]): boolean {
  const isOpenEnded = pattern.at(-1) === '*'
  const fixed = isOpenEnded ? pattern.slice(0, -1) : pattern
  if (isOpenEnded ? segments.length < fixed.length : segments.length !== fixed.length) return false
  return fixed.every((part, index) => (part.startsWith(':') ? segments[index] !== '' : part === segments[index]))
}
