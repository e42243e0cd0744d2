/** The two servers that are compared, as their clients see them. The clients' code is the same for both. */
import * as z from 'zod/mini'
import { decodeFrame, wireVersion } from '../course/wire/frame.ts'

export interface Contestant {
  readonly name: 'bare' | 'Lectern'
  /** The program of the server process, beside this file. */
  readonly program: string
  address(port: number, courseId: string, device: string): string
  /** Whether a frame acknowledges the operation. @throws where it was refused */
  hasAck(frame: Uint8Array, operationId: string): boolean
  /** Whether a frame is the last of a first sync. */
  endsSync(frame: Uint8Array): boolean
}

/** Whatever it sends is an answer, in order. */
export const bare: Contestant = {
  name: 'bare',
  program: 'bare-server.ts',
  address: (port, courseId) => `ws://127.0.0.1:${port}/${courseId}`,
  hasAck: () => true,
  endsSync: () => true,
}

const maxEntries = 1000
const stateSchema = z.object({ acks: z.record(z.string(), z.object({ status: z.string() })) })

export const lectern: Contestant = {
  name: 'Lectern',
  program: 'lectern-server.ts',
  address: (port, courseId, device) => `ws://127.0.0.1:${port}/sync/${courseId}?device=${device}&v=${wireVersion}`,
  hasAck(bytes, operationId) {
    const frame = decodeFrame(bytes, maxEntries)
    if (frame.kind !== 'awareness') return false
    return frame.entries.some(({ state }) => {
      const ack = (JSON.parse(state) as z.infer<typeof stateSchema>).acks[operationId]
      if (ack && ack.status !== 'stored') throw new Error(`${operationId} is ${ack.status}`)
      return ack !== undefined
    })
  },
  endsSync: bytes => decodeFrame(bytes, maxEntries).kind === 'sync-step-2',
}

export const contestants: readonly Contestant[] = [bare, lectern]
