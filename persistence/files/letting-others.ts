/** Reading a fast line without keeping the event loop from everybody else. */
import { setImmediate } from 'node:timers/promises'

/** What is read between two looks at all others: libuv would read up to 2 MiB of each line. */
const turnBytes = 256 * 1024

export async function* lettingOthers(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  let takenBytes = 0
  for await (const chunk of bytes) {
    // Before it is given away.
    takenBytes += chunk.byteLength
    yield chunk
    if (takenBytes < turnBytes) continue
    takenBytes = 0
    await setImmediate()
  }
}
