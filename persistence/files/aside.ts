/** DATA_DIR/aside: what was taken out of use and not thrown away. */
import { existsSync, mkdirSync, renameSync, writeFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { syncDirectory, translateError } from './disk.ts'
import { MediaPaths } from './media-paths.ts'

export class Aside {
  readonly dir: string
  readonly #paths: MediaPaths

  constructor(dataDir: string) {
    this.dir = join(dataDir, 'aside')
    this.#paths = new MediaPaths(dataDir)
  }

  /** Moves all there is of an upload. What an earlier one of the same name has left stays. */
  async moveUpload(uploadId: string): Promise<void> {
    mkdirSync(this.dir, { recursive: true })
    const { mediaDir, uploadsDir } = this.#paths
    const paths = [this.#paths.finished(uploadId), this.#paths.unfinished(uploadId), this.#paths.record(uploadId)]
    for (const path of paths) if (existsSync(path)) renameSync(path, this.#free(basename(path)))
    for (const folder of [this.dir, mediaDir, uploadsDir]) await syncDirectory(folder)
  }

  /** @throws {LecternError} `store-full`, `store-unavailable` */
  async keepText(name: string, text: string): Promise<void> {
    try {
      mkdirSync(this.dir, { recursive: true })
      writeFileSync(this.#free(name), text, { flag: 'wx', flush: true })
    } catch (error) {
      throw translateError(error)
    }
    await syncDirectory(this.dir)
  }

  #free(name: string): string {
    for (let copy = 0; ; copy++) {
      const path = join(this.dir, copy === 0 ? name : `${name}.${copy}`)
      if (!existsSync(path)) return path
    }
  }
}
