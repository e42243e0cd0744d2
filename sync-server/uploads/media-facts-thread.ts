/** The thread that looks into one media file: it asks for the bytes it needs and says what it found. */
import { parentPort, workerData } from 'node:worker_threads'
import { ALL_FORMATS, CustomSource, Input } from 'mediabunny'
import type { Dimensions, FactsMessage } from './media-facts-messages.ts'

const port = parentPort
if (!port) throw new Error('this file is a thread of the server, it is not run by itself')

const waiting = new Map<number, (bytes: Uint8Array) => void>()
let lastId = 0

port.on('message', ({ id, bytes }: { readonly id: number; readonly bytes: Uint8Array }) => {
  waiting.get(id)?.(bytes)
  waiting.delete(id)
})

function tell(message: FactsMessage): void {
  port?.postMessage(message)
}

const source = new CustomSource({
  getSize: () => workerData.sizeBytes,
  read: (start, end) =>
    new Promise(resolve => {
      waiting.set(++lastId, resolve)
      tell({ kind: 'read', id: lastId, start, end })
    }),
})

async function readFacts(): Promise<Dimensions> {
  const input = new Input({ formats: ALL_FORMATS, source })
  const durationSeconds = (await input.getDurationFromMetadata()) ?? (await input.computeDuration())
  const track = await input.getPrimaryVideoTrack()
  return {
    durationSeconds: positiveOrNull(durationSeconds),
    width: positiveOrNull(await track?.getDisplayWidth()),
    height: positiveOrNull(await track?.getDisplayHeight()),
  }
}

function positiveOrNull(value: number | undefined): number | null {
  return value !== undefined && Number.isFinite(value) && value > 0 ? value : null
}

// What it cannot read ends the thread: the server takes that for an answer.
tell({ kind: 'facts', facts: await readFacts() })
