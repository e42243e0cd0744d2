/** The server's side of a thread: calls that are answered in order, and a new thread where one has died. */
import { Worker } from 'node:worker_threads'
import { LecternError } from '../../course/errors.ts'
import type { Calls, Request } from './calls.ts'
import { receivedError, type SentError } from './errors.ts'

type Answer = { readonly id: number; readonly response: unknown } | { readonly id: number; readonly error: SentError }

interface Waiting {
  readonly resolve: (response: unknown) => void
  readonly reject: (error: unknown) => void
}

export class StoreThread<C extends Calls> {
  readonly #file: URL
  readonly #workerData: unknown
  readonly #waiting = new Map<number, Waiting>()
  #worker: Worker | undefined
  #lastId = 0
  #closed: Promise<void> | undefined

  constructor(file: URL, workerData: unknown) {
    this.#file = file
    this.#workerData = workerData
  }

  /** @throws {LecternError} `store-unavailable`: closed, or the thread died before it answered; the next call has a new one */
  call<Kind extends keyof C & string>(kind: Kind, request: C[Kind]['request']): Promise<C[Kind]['response']> {
    if (this.#closed) return Promise.reject(new LecternError('store-unavailable', 'the store is closed'))
    const message: Request = { id: ++this.#lastId, kind, request }
    return new Promise((resolve, reject) => {
      this.#worker ??= this.#start()
      this.#worker.postMessage(message)
      this.#waiting.set(message.id, { resolve, reject })
    })
  }

  /** Waits for the calls under way; later ones are refused. */
  close(): Promise<void> {
    this.#closed ??= this.#end()
    return this.#closed
  }

  async #end(): Promise<void> {
    const worker = this.#worker
    if (!worker) return
    const exit = new Promise(resolve => worker.once('exit', resolve))
    worker.postMessage(null)
    await exit
  }

  /** Starts the thread ahead of its first call, which would start it too. */
  warm(): void {
    if (!this.#closed) this.#worker ??= this.#start()
  }

  #start(): Worker {
    const worker = new Worker(this.#file, { workerData: this.#workerData, execArgv: [] })
    worker.on('message', (answer: Answer) => this.#settle(answer))
    worker.on('error', error => this.#lose(worker, error))
    worker.on('exit', code => this.#lose(worker, `exit code ${code}`))
    return worker
  }

  #settle(answer: Answer): void {
    const waiting = this.#waiting.get(answer.id)
    this.#waiting.delete(answer.id)
    if ('error' in answer) waiting?.reject(receivedError(answer.error))
    else waiting?.resolve(answer.response)
  }

  #lose(worker: Worker, cause: unknown): void {
    if (this.#worker !== worker) return
    this.#worker = undefined
    const lost = [...this.#waiting.values()]
    this.#waiting.clear()
    for (const { reject } of lost)
      reject(new LecternError('store-unavailable', 'a thread of the store ended', { cause }))
  }
}
