/** Reading a chosen file, part by part: never more of it in memory than a part. */

/** The browser refuses to read it: changed or gone on the author's disk, or lost from the browser's own. */
export class UnreadableFileError extends Error {
  override readonly name = 'UnreadableFileError'
}

/** @throws {UnreadableFileError} */
export async function readPart(file: Blob, start: number, end: number): Promise<Uint8Array<ArrayBuffer>> {
  try {
    return new Uint8Array(await file.slice(start, end).arrayBuffer())
  } catch (error) {
    throw new UnreadableFileError('the browser does not read this file', { cause: error })
  }
}

export async function isReadable(file: Blob): Promise<boolean> {
  try {
    await readPart(file, Math.max(0, file.size - 1), file.size)
    return true
  } catch (error) {
    if (error instanceof UnreadableFileError) return false
    throw error
  }
}
