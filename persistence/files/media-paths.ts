/** Where the bytes of an upload are: unfinished ones in DATA_DIR/uploads, finished ones in DATA_DIR/media. */
import { join } from 'node:path'

export class MediaPaths {
  readonly uploadsDir: string
  readonly mediaDir: string

  constructor(dataDir: string) {
    this.uploadsDir = join(dataDir, 'uploads')
    this.mediaDir = join(dataDir, 'media')
  }

  unfinished(uploadId: string): string {
    return join(this.uploadsDir, nameOf(uploadId))
  }

  /** Eight bytes beside the upload: how much of it has been synced. */
  record(uploadId: string): string {
    return `${this.unfinished(uploadId)}${recordEnding}`
  }

  finished(uploadId: string): string {
    return join(this.mediaDir, nameOf(uploadId))
  }
}

export const recordEnding = '.stored'

/** In hexadecimal: an id may be `..`, or differ from another in upper and lower case alone. */
function nameOf(uploadId: string): string {
  return Buffer.from(uploadId).toString('hex')
}

/** Undefined: no file of ours. */
export function uploadIdOf(name: string): string | undefined {
  return /^([0-9a-f]{2})+$/.test(name) ? Buffer.from(name, 'hex').toString() : undefined
}
