/** Who is compared: what each takes for an acknowledgement, and what it keeps. */
import * as encoding from 'lib0/encoding'
import { bare, type Contestant, type Envelope, lectern, type Program } from '../contestant.ts'

export interface Peer extends Contestant {
  /** In a sentence: `an ack is …`. */
  readonly ack: string
  readonly isDurable: boolean
  /** Whether a course is there again after a restart. */
  readonly isKeeping: boolean
  readonly isFanningOut: boolean
  /** Whether a client is told of a stored course only after its first sync has ended. */
  readonly isLate: boolean
}

const sync = 0
const syncReply = 4
const step2 = 1
const update = 2
const stateless = 5
const syncStatus = 8

/** Whether a frame carries a change to others. */
export const isUpdate = (frame: Uint8Array) => frame[0] === sync && frame[1] === update
const isStep2 = (frame: Uint8Array) => (frame[0] === sync || frame[0] === syncReply) && frame[1] === step2
const localAddress = (port: number, courseId: string) => `ws://127.0.0.1:${port}/${courseId}`

function hocuspocusMessage(courseId: string, body: readonly (number | string)[]): Uint8Array {
  const encoder = encoding.createEncoder()
  encoding.writeVarString(encoder, courseId)
  for (const part of body)
    typeof part === 'number' ? encoding.writeVarUint(encoder, part) : encoding.writeVarString(encoder, part)
  return encoding.toUint8Array(encoder)
}

/** Frames of y-websocket with the course's name before them; the first says a token, here an empty one. */
const hocuspocusEnvelope: Envelope = {
  wrap: (courseId, frame) => Buffer.concat([hocuspocusMessage(courseId, []), frame]),
  unwrap: (courseId, bytes) => bytes.subarray(1 + courseId.length),
  greeting: courseId => hocuspocusMessage(courseId, [2, 0, '']),
  isWelcome: frame => frame[0] === 2 && frame[1] === 2,
}

const yWebsocket: Peer = {
  name: 'y-websocket',
  program: 'peers/servers/y-websocket-server.ts',
  flags: [],
  address: localAddress,
  hasAck: isUpdate,
  endsSync: isStep2,
  ack: 'the update’s echo, which it sends to everybody at once, its sender included; it has no other',
  ...{ isDurable: false, isKeeping: false, isFanningOut: true, isLate: false },
}

const hocuspocus: Peer = {
  name: 'hocuspocus',
  program: 'peers/servers/hocuspocus-server.ts',
  flags: [],
  envelope: hocuspocusEnvelope,
  address: port => `ws://127.0.0.1:${port}`,
  hasAck: frame => frame[0] === syncStatus && frame[1] === 1,
  endsSync: isStep2,
  ack: 'its SyncStatus message, by which its provider calls changes synced; the store comes up to 10 s later',
  ...{ isDurable: false, isKeeping: true, isFanningOut: true, isLate: false },
}

export const relay: Peer = {
  name: 'ws',
  program: 'peers/relay-server.ts',
  flags: [],
  address: localAddress,
  hasAck: frame => frame.length === 8,
  endsSync: isStep2,
  ack: 'eight bytes, sent when the update has been passed on to the others',
  ...{ isDurable: false, isKeeping: false, isFanningOut: true, isLate: false },
}

export const syncing: Peer = {
  ...bare,
  name: 'ws-fsync',
  ack: 'eight bytes, sent when `fsync` has returned; each update has its own',
  ...{ isDurable: true, isKeeping: true, isFanningOut: false, isLate: false },
}

export const ours: Peer = {
  ...lectern,
  ack: 'the operation’s id with `stored`, made from the result of the commit',
  ...{ isDurable: true, isKeeping: true, isFanningOut: true, isLate: false },
}

export const peers: readonly Peer[] = [
  relay,
  syncing,
  ours,
  hocuspocus,
  {
    ...hocuspocus,
    name: 'hocuspocus-durable',
    flags: ['--durable'],
    hasAck: frame => frame[0] === stateless,
    ack: 'a stateless message of its `afterStoreDocument` hook, with `debounce: 0`: sent when SQLite has the whole course anew',
    isDurable: true,
  },
  yWebsocket,
  {
    ...yWebsocket,
    name: 'y-leveldb',
    flags: ['--leveldb'],
    ack: 'as before; y-leveldb then stores the update, without waiting and without `fsync`',
    isKeeping: true,
    isLate: true,
  },
]

export const tusFileStore: Program = { name: '@tus/file-store', program: 'peers/servers/tus-server.ts', flags: [] }
