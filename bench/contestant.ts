/** The servers that are compared, as their clients see them. The clients' code is the same for all. */
import { decodeFrame, encodeAwareness, wireVersion } from '../course/wire/frame.ts'

export interface Program {
  readonly name: string
  /** The program of the server process, beside this file. */
  readonly program: string
  readonly flags: readonly string[]
}

/** What a protocol puts around the frames of y-websocket. */
export interface Envelope {
  wrap(courseId: string, frame: Uint8Array): Uint8Array
  unwrap(courseId: string, bytes: Uint8Array): Uint8Array
  /** The first thing that a client says, wrapped; the rest waits for the welcome. */
  greeting(courseId: string): Uint8Array
  isWelcome(frame: Uint8Array): boolean
}

export interface Contestant extends Program {
  readonly envelope?: Envelope
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
  flags: [],
  address: (port, courseId) => `ws://127.0.0.1:${port}/${courseId}`,
  hasAck: () => true,
  endsSync: () => true,
}

export const bareGrouping: Contestant = { ...bare, name: 'bare, grouping', flags: ['--grouping'] }

/** For uploads alone. */
export const tusServer: Program = { name: '@tus/server', program: 'tus-server.ts', flags: [] }

const maxEntries = 1000
const [awarenessKind] = encodeAwareness([])
/** From the beginning of `"operationId":"<UUID>","status":` to its value. */
const statusOffset = '"operationId":"","status":'.length + 36

export const lectern: Contestant = {
  name: 'Lectern',
  program: 'lectern-server.ts',
  flags: [],
  address: (port, courseId, device) => `ws://127.0.0.1:${port}/sync/${courseId}?device=${device}&v=${wireVersion}`,
  /** Looked for as text: a load that parses 32 fates a save would be measured instead of the server. */
  hasAck(bytes, operationId) {
    if (bytes[0] !== awarenessKind) return false
    const frame = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
    const at = frame.indexOf(`"operationId":"${operationId}","status":"`)
    if (at < 0) return false
    if (frame.indexOf('"stored"', at) !== at + statusOffset) throw new Error(`${operationId} is not stored`)
    return true
  },
  endsSync: bytes => decodeFrame(bytes, maxEntries).kind === 'sync-step-2',
}
