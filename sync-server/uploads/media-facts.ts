/** Duration and size of a picture, read by a thread of its own: a hostile file may take its memory and its time, not the server's. */
import { Worker } from 'node:worker_threads'
import type { Clock } from '../seams.ts'
import type { Dimensions, FactsMessage } from './media-facts-messages.ts'

export interface ReadableMedia {
  readonly sizeBytes: number
  /** @throws where they cannot be read */
  read(start: number, end: number): Promise<Uint8Array<ArrayBuffer>>
}

export const noDimensions: Dimensions = { durationSeconds: null, width: null, height: null }

const patienceMs = 10_000
/** After this long the next file is begun beside it: somebody's file that takes for ever holds up nobody else's for longer. */
const turnMs = 2000
/** What may be read of one file, all in all. */
const mostReadBytes = 64 * 1024 * 1024
const threadMemoryMb = 128

/** One after the other, as long as none takes long. */
export class MediaFactsReader {
  readonly #clock: Clock
  #turn: Promise<unknown> = Promise.resolve()

  constructor(clock: Clock) {
    this.#clock = clock
  }

  /** Never fails: what cannot be found is `null`. */
  read(media: ReadableMedia): Promise<Dimensions> {
    const reading = this.#turn.then(() => this.#readInThread(media))
    this.#turn = this.#turn.then(() => this.#endOfTurn(reading))
    return reading
  }

  #endOfTurn(reading: Promise<unknown>): Promise<void> {
    return new Promise(resolve => {
      const timer = this.#clock.after(turnMs, resolve)
      const end = () => {
        timer.cancel()
        resolve()
      }
      reading.then(end, end)
    })
  }

  async #readInThread(media: ReadableMedia): Promise<Dimensions> {
    const worker = new Worker(new URL('./media-facts-thread.ts', import.meta.url), {
      workerData: { sizeBytes: media.sizeBytes },
      resourceLimits: { maxOldGenerationSizeMb: threadMemoryMb },
      execArgv: [],
    })
    let patience = { cancel() {} }
    try {
      return await new Promise<Dimensions>(resolve => {
        const giveUp = () => resolve(noDimensions)
        patience = this.#clock.after(patienceMs, giveUp)
        worker.on('error', giveUp)
        worker.on('exit', giveUp)
        const answer = answerReads(worker, media, giveUp)
        worker.on('message', (message: FactsMessage) => {
          if (message.kind === 'facts') resolve(message.facts)
          else answer(message)
        })
      })
    } finally {
      patience.cancel()
      await worker.terminate()
    }
  }
}

type ReadMessage = Extract<FactsMessage, { readonly kind: 'read' }>

function answerReads(worker: Worker, media: ReadableMedia, giveUp: () => void): (message: ReadMessage) => void {
  let readBytes = 0
  return ({ id, start, end }) => {
    readBytes += end - start
    if (readBytes > mostReadBytes) return giveUp()
    media.read(start, end).then(bytes => worker.postMessage({ id, bytes }, [bytes.buffer]), giveUp)
  }
}
