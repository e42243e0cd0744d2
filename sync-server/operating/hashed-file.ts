/** Files whose content is known by its SHA-256. */
import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { open } from 'node:fs/promises'

export interface FileFacts {
  readonly sizeBytes: number
  /** In hexadecimal. */
  readonly sha256: string
}

export async function hashOf(bytes: AsyncIterable<Uint8Array>): Promise<FileFacts> {
  const hash = createHash('sha256')
  let sizeBytes = 0
  for await (const chunk of bytes) {
    hash.update(chunk)
    sizeBytes += chunk.length
  }
  return { sizeBytes, sha256: hash.digest('hex') }
}

/** As it is on the disk. */
export function hashFile(path: string): Promise<FileFacts> {
  return hashOf(createReadStream(path))
}

/** A new file, durable when resolved. Rejects where there is one already. */
export async function writeHashed(path: string, bytes: AsyncIterable<Uint8Array>): Promise<FileFacts> {
  const file = await open(path, 'wx')
  try {
    const facts = await hashOf(tee(bytes, chunk => file.writeFile(chunk)))
    await file.sync()
    return facts
  } finally {
    await file.close()
  }
}

/** A new name in it survives power loss only after this. */
export async function syncFolder(path: string): Promise<void> {
  const folder = await open(path, 'r')
  try {
    await folder.sync()
  } finally {
    await folder.close()
  }
}

async function* tee(bytes: AsyncIterable<Uint8Array>, write: (chunk: Uint8Array) => Promise<void>) {
  for await (const chunk of bytes) {
    await write(chunk)
    yield chunk
  }
}
