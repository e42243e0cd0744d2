/** Reading a fast line without keeping the event loop from everybody else. */
import { setImmediate } from 'node:timers/promises'
import type { DiskTurns } from './disk-turns.ts'

/** What is read between two looks at all others: libuv would read up to 2 MiB of each line. */
const turnBytes = 256 * 1024

/** @param turns of all lines: of several that are fast, one is read from at a time */
export async function* lettingOthers(bytes: AsyncIterable<Uint8Array>, turns: DiskTurns): AsyncGenerator<Uint8Array> {
  let takenBytes = 0
  for await (const chunk of bytes) {
    // Before it is given away.
    takenBytes += chunk.byteLength
    yield chunk
    if (takenBytes < turnBytes) continue
    takenBytes = 0
    await turns.take(setImmediate)
  }
}
