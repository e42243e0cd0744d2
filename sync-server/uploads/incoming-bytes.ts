/** What one request brings of an upload. */
import { LecternError } from '../../course/errors.ts'

export interface IncomingBytes {
  readonly offset: number
  readonly bytes: AsyncIterable<Uint8Array>
  /** Whether what came is what was meant, asked once at the end. */
  readonly confirm?: () => boolean
  /** Ends the coming of bytes. */
  readonly stop?: () => void
}

/** @throws {LecternError} `too-large`: more came than was announced */
export async function* limited(bytes: AsyncIterable<Uint8Array>, mostBytes: number): AsyncGenerator<Uint8Array> {
  let leftBytes = mostBytes
  for await (const chunk of bytes) {
    leftBytes -= chunk.byteLength
    if (leftBytes < 0) throw new LecternError('too-large', 'more bytes than were announced')
    yield chunk
  }
}
