/** Hashes one file off the main thread; made and ended by system-upload-seams.ts. */
import { UnreadableFileError } from './file-bytes.ts'
import { hashFile } from './hash-file.ts'

export type HashMessage =
  | { readonly kind: 'hashed'; readonly hashedBytes: number }
  | { readonly kind: 'hash'; readonly sha256: string }
  | { readonly kind: 'unreadable' }

const tell = (message: HashMessage) => globalThis.postMessage(message)

async function answer(file: Blob): Promise<void> {
  try {
    const onHashed = (hashedBytes: number) => tell({ kind: 'hashed', hashedBytes })
    tell({ kind: 'hash', sha256: await hashFile(file, { signal: new AbortController().signal, onHashed }) })
  } catch (error) {
    // Anything else is a bug, and becomes the worker's error event.
    if (!(error instanceof UnreadableFileError)) throw error
    tell({ kind: 'unreadable' })
  }
}

globalThis.onmessage = ({ data }: MessageEvent<Blob>) => void answer(data)
