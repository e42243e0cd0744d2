import { type ServerState, serverStateSchema } from '../../course/wire/ack.ts'

/**
 * The server's word among all awareness states: the one that has the key `server`. Were there two, one would be
 * forged, and none is believed; a state of another shape is nobody's word.
 */
export function readServerState(states: Iterable<unknown>): ServerState | undefined {
  const claims = [...states].filter(state => typeof state === 'object' && state !== null && 'server' in state)
  if (claims.length !== 1) return undefined
  const parsed = serverStateSchema.safeParse(claims[0])
  return parsed.success ? parsed.data : undefined
}
