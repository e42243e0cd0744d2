/** Four authors in two courses and one who uploads in a third: what a server has to bear until it dies. */
import { setTimeout as wait } from 'node:timers/promises'
import { CrashAuthor } from './crash-author.ts'
import { CrashUploader } from './crash-uploader.ts'
import type { Random } from './random.ts'
import type { ServerProcess } from './server-process.ts'

const inFlight = 4
const lastWordsMs = 500

export class CrashLoad {
  readonly uploader: CrashUploader
  readonly authors: readonly CrashAuthor[]
  readonly #savers: readonly CrashAuthor[]
  #onAck = () => {}

  constructor(random: Random) {
    const onAck = () => this.#onAck()
    this.#savers = Array.from({ length: 4 }, (_, index) => {
      return new CrashAuthor({ courseId: `course-${index % 2}`, device: `device-${index}`, random, onAck })
    })
    this.uploader = new CrashUploader(new CrashAuthor({ courseId: 'files', device: 'device-files', random }), random)
    this.authors = [...this.#savers, this.uploader.author]
  }

  /** Resolves when the server is gone, and all connections to it. @returns how these were closed */
  async until(server: ServerProcess): Promise<readonly number[]> {
    const saving = this.#savers.map(async author => {
      await author.connect(server.url)
      author.keepSaving(inFlight)
    })
    const uploading = this.#upload(server.url)
    await Promise.allSettled([...saving, server.exited])
    // A request whose answer was begun when the server died may never end.
    await Promise.race([uploading, wait(lastWordsMs)])
    return Promise.all(this.authors.map(({ link }) => link.closed))
  }

  async #upload(url: string): Promise<void> {
    try {
      await this.uploader.author.connect(url)
      await this.uploader.keepUploading(url)
    } catch {
      // It died before it let anybody in.
    }
  }

  /** Resolves at that many acks from now on. */
  acknowledged(count: number): Promise<void> {
    let left = count
    return new Promise(resolve => {
      this.#onAck = () => {
        left--
        if (left === 0) resolve()
      }
    })
  }
}
