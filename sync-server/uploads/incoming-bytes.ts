/** What one request brings of an upload. */
import { setImmediate } from 'node:timers/promises'
import { LecternError } from '../../course/errors.ts'

export interface IncomingBytes {
  readonly offset: number
  readonly bytes: AsyncIterable<Uint8Array>
  /** Whether what came is what was meant, asked once at the end. */
  readonly confirm?: () => boolean
  /** Ends the coming of bytes. */
  readonly stop?: () => void
}

/** What a fast line brings between two looks at all others: libuv would read up to 2 MiB of each. */
const turnBytes = 256 * 1024

/** Lets others' messages in between. @throws {LecternError} `too-large`: more came than was announced */
export async function* limited(bytes: AsyncIterable<Uint8Array>, mostBytes: number): AsyncGenerator<Uint8Array> {
  let leftBytes = mostBytes
  let takenBytes = 0
  for await (const chunk of bytes) {
    leftBytes -= chunk.byteLength
    if (leftBytes < 0) throw new LecternError('too-large', 'more bytes than were announced')
    yield chunk
    takenBytes += chunk.byteLength
    if (takenBytes < turnBytes) continue
    takenBytes = 0
    await setImmediate()
  }
}
