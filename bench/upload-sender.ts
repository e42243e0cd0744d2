/** Sends uploads in a process of its own: who waits for an ack beside it must not be held up by it. */
import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { sendUpload } from './upload-load.ts'

export interface UploadOrder {
  readonly port: number
  readonly courseId: string
  /** At the same time. */
  readonly uploads: number
  /** Of each; whole mebibytes. */
  readonly sizeBytes: number
}

export class UploadSender {
  readonly #child: ChildProcess = fork(fileURLToPath(import.meta.url))

  /** @returns ms until all of them were stored. @throws where one was not */
  async send(order: UploadOrder): Promise<number> {
    const answered = once(this.#child, 'message', { signal: AbortSignal.timeout(patienceMs) })
    this.#child.send(order)
    const [answer] = await answered
    if (typeof answer !== 'number') throw new Error(String(answer))
    return answer
  }

  stop(): void {
    this.#child.disconnect()
  }
}

const patienceMs = 10 * 60_000

async function sendAll({ port, courseId, uploads, sizeBytes }: UploadOrder): Promise<number> {
  const startedMs = performance.now()
  await Promise.all(Array.from({ length: uploads }, () => sendUpload(port, courseId, sizeBytes)))
  return performance.now() - startedMs
}

if (import.meta.main) {
  process.on('message', (order: UploadOrder) => {
    sendAll(order).then(
      durationMs => process.send?.(durationMs),
      (error: unknown) => process.send?.(String(error)),
    )
  })
}
