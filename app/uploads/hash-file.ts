import { readPart } from './file-bytes.ts'
import { Sha256 } from './sha256.ts'

export interface HashOptions {
  readonly signal: AbortSignal
  readonly onHashed: (hashedBytes: number) => void
}

/** @returns SHA-256 in lower-case hexadecimal @throws {UnreadableFileError}, and the signal's reason */
export type HashFile = (file: Blob, options: HashOptions) => Promise<string>

/** Short enough for others to have their turn in between, 5 ms on a laptop. */
const partBytes = 512 * 1024

/** In parts, where it is called: in the worker, or on the page where it has no worker. */
export const hashFile: HashFile = async (file, { signal, onHashed }) => {
  const hash = new Sha256()
  for (let start = 0; start < file.size; start += partBytes) {
    signal.throwIfAborted()
    hash.update(await readPart(file, start, Math.min(file.size, start + partBytes)))
    onHashed(Math.min(file.size, start + partBytes))
  }
  return hash.digest()
}
