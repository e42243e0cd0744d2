/** What a client says that it has. */
import * as decoding from 'lib0/decoding'
import { LecternError } from '../../course/errors.ts'

/** Half a million clients: no course has been written by so many. */
const maxBytes = 4 * 1024 * 1024

/**
 * @param known clocks of the clients that have written in the course: of others nobody here could lack anything
 * @returns the clocks of those of them that the client names
 * @throws {LecternError} `malformed`, `too-large`
 */
export function readStateVector(bytes: Uint8Array, known: ReadonlyMap<number, number>): Map<number, number> {
  if (bytes.length > maxBytes) throw new LecternError('too-large', `a state vector of ${bytes.length} bytes`)
  const clocks = new Map<number, number>()
  try {
    const decoder = decoding.createDecoder(bytes)
    for (let count = decoding.readVarUint(decoder); count > 0; count--) {
      const client = decoding.readVarUint(decoder)
      const clock = decoding.readVarUint(decoder)
      if (known.has(client)) clocks.set(client, clock)
    }
  } catch (cause) {
    throw new LecternError('malformed', 'not a state vector', { cause })
  }
  return clocks
}
