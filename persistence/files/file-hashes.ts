/** The store's side of the thread that hashes: started when it is needed, and again where it has died. */
import { Worker } from 'node:worker_threads'
import { LecternError } from '../../course/errors.ts'
import type { Digest, HashMessage } from './hash-messages.ts'

interface Waiting {
  readonly resolve: (sha256: string) => void
  readonly reject: (error: Error) => void
}

export class FileHashes {
  readonly #waiting = new Map<number, Waiting>()
  #worker: Worker | undefined
  #isClosed = false
  #lastId = 0

  follow(path: string, storedBytes: number): void {
    if (!this.#isClosed) this.#tell({ kind: 'follow', path, storedBytes })
  }

  forget(path: string): void {
    if (this.#worker) this.#tell({ kind: 'forget', path })
  }

  /** In hexadecimal. @throws {LecternError} `store-unavailable`: it cannot be read so far */
  digest(path: string, storedBytes: number): Promise<string> {
    if (this.#isClosed) return Promise.reject(unreadable())
    const id = ++this.#lastId
    return new Promise((resolve, reject) => {
      this.#waiting.set(id, { resolve, reject })
      this.#tell({ kind: 'digest', id, path, storedBytes })
    })
  }

  async close(): Promise<void> {
    this.#isClosed = true
    await this.#worker?.terminate()
  }

  #tell(message: HashMessage): void {
    this.#worker ??= this.#start()
    this.#worker.postMessage(message)
  }

  #start(): Worker {
    const worker = new Worker(new URL('./hash-thread.ts', import.meta.url), { execArgv: [] })
    worker.on('message', ({ id, sha256 }: Digest) => this.#settle(id, sha256))
    worker.on('error', error => this.#lose(worker, error))
    worker.on('exit', () => this.#lose(worker))
    return worker
  }

  #settle(id: number, sha256: string | undefined): void {
    const waiting = this.#waiting.get(id)
    this.#waiting.delete(id)
    if (sha256 === undefined) waiting?.reject(unreadable())
    else waiting?.resolve(sha256)
  }

  #lose(worker: Worker, cause?: unknown): void {
    if (this.#worker !== worker) return
    this.#worker = undefined
    for (const { reject } of this.#waiting.values()) reject(unreadable(cause))
    this.#waiting.clear()
  }
}

function unreadable(cause?: unknown): LecternError {
  return new LecternError('store-unavailable', 'an upload cannot be read', { cause })
}
