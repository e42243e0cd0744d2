/** Where everybody comes in: which pages may ask, who is asking, and what they may do. */
import type { IncomingMessage } from 'node:http'
import type { Duplex } from 'node:stream'
import type { Origins } from '../origin.ts'
import type { SyncParameters } from '../request-identity.ts'
import type { Access } from './access.ts'
import type { Grant } from './live-grant.ts'

export interface Entrance {
  readonly origins: Origins
  /** Absent where nobody signs in. */
  readonly access?: Access
}

export interface Admitted extends SyncParameters {
  readonly grant?: Grant
}

/**
 * Who opens a socket, and with which rights, which end with the connection.
 * @throws {LecternError} `sign-in`, `not-allowed`, `busy`, what the store throws
 */
export async function admit(
  { access }: Entrance,
  { request, socket }: { readonly request: IncomingMessage; readonly socket: Duplex },
  parameters: SyncParameters,
): Promise<Admitted> {
  if (!access) return parameters
  const identity = await access.identify(request.headers)
  const grant = await access.enter(identity, parameters.courseId)
  socket.once('close', () => grant.release())
  if (socket.destroyed) grant.release()
  return { ...parameters, userId: identity.userId, grant }
}
