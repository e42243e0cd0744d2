/**
 * Frames as y-websocket 1.5–3.1 speaks them (y-protocols 1.0): one message a frame, always binary.
 * The only place that knows their numbers.
 *
 *   sync       0 0 stateVector | 0 1 update (SyncStep2) | 0 2 update
 *   awareness  1 entries       a list of (clientID, clock, JSON state)
 *   query      3               asks for everybody's awareness
 */
import * as decoding from 'lib0/decoding'
import { LecternError } from '../errors.ts'

/** Version of what goes beyond y-websocket: `v` in the address, `server.version` in the state. */
export const wireVersion = 1

/** 2 is y-websocket's auth, which nobody sends here. */
const kinds = { sync: 0, awareness: 1, queryAwareness: 3 } as const
const syncKinds = { step1: 0, step2: 1, update: 2 } as const

export interface AwarenessEntry {
  readonly clientId: number
  readonly clock: number
  /** JSON text; `null` (the text) means gone. */
  readonly state: string
}

export type Frame =
  | { readonly kind: 'sync-step-1'; readonly stateVector: Uint8Array }
  | { readonly kind: 'sync-step-2'; readonly update: Uint8Array }
  | { readonly kind: 'update'; readonly update: Uint8Array }
  | { readonly kind: 'awareness'; readonly entries: readonly AwarenessEntry[] }
  | { readonly kind: 'query-awareness' }

/** Where a y-websocket provider's list of message handlers has the one for sync frames. */
export const syncHandlerIndex = kinds.sync

/** The longest header a sync frame has before its update's bytes. */
export const frameOverheadBytes = 16

function encodeSync(kind: number, bytes: Uint8Array): Uint8Array<ArrayBuffer> {
  return join([uints(kinds.sync, kind, bytes.length), bytes])
}

export const encodeSyncStep1 = (stateVector: Uint8Array) => encodeSync(syncKinds.step1, stateVector)
export const encodeSyncStep2 = (update: Uint8Array) => encodeSync(syncKinds.step2, update)
export const encodeUpdate = (update: Uint8Array) => encodeSync(syncKinds.update, update)

const utf8 = new TextEncoder()

export function encodeAwareness(entries: readonly AwarenessEntry[]): Uint8Array<ArrayBuffer> {
  return joinEntries(entries.map(({ state, ...entry }) => ({ ...entry, state: [utf8.encode(state)] })))
}

/** One entry whose state comes as pieces of UTF-8: writing 4 KB of text anew for each frame takes ten times as long. */
export interface PiecedEntry extends Omit<AwarenessEntry, 'state'> {
  readonly state: readonly Uint8Array[]
}

export function encodePiecedAwareness(entry: PiecedEntry): Uint8Array<ArrayBuffer> {
  return joinEntries([entry])
}

function joinEntries(entries: readonly PiecedEntry[]): Uint8Array<ArrayBuffer> {
  const pieces: Uint8Array[] = [uints(entries.length)]
  for (const { clientId, clock, state } of entries) pieces.push(uints(clientId, clock, lengthOf(state)), ...state)
  return join([uints(kinds.awareness, lengthOf(pieces)), ...pieces])
}

export function encodeQueryAwareness(): Uint8Array<ArrayBuffer> {
  return uints(kinds.queryAwareness)
}

/** Room for four numbers. */
const scratch = new Uint8Array(32)

/** As lib0 writes them, seven bits a byte, low ones first; its encoder begins with 100 bytes, which here cost more than all else. */
function uints(...values: readonly number[]): Uint8Array<ArrayBuffer> {
  let length = 0
  for (const value of values) {
    let rest = value
    for (; rest > 127; rest = Math.floor(rest / 128)) scratch[length++] = 128 | (rest % 128)
    scratch[length++] = rest
  }
  return scratch.slice(0, length)
}

function lengthOf(pieces: readonly Uint8Array[]): number {
  let sizeBytes = 0
  for (const { length } of pieces) sizeBytes += length
  return sizeBytes
}

/** Into one buffer of the right size: a whole course is copied once. */
function join(pieces: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(lengthOf(pieces))
  let at = 0
  for (const piece of pieces) {
    bytes.set(piece, at)
    at += piece.length
  }
  return bytes
}

/**
 * @param maxEntries bound on awareness entries in one frame
 * @throws {LecternError} `malformed`: not exactly one known message
 */
export function decodeFrame(bytes: Uint8Array, maxEntries: number): Frame {
  try {
    const decoder = decoding.createDecoder(bytes)
    const frame = readFrame(decoder, maxEntries)
    if (decoding.hasContent(decoder)) throw new LecternError('malformed', 'bytes after the message')
    return frame
  } catch (cause) {
    if (cause instanceof LecternError) throw cause
    throw new LecternError('malformed', 'not a message', { cause })
  }
}

function readFrame(decoder: decoding.Decoder, maxEntries: number): Frame {
  const kind = decoding.readVarUint(decoder)
  switch (kind) {
    case kinds.sync:
      return readSync(decoder)
    case kinds.awareness:
      return { kind: 'awareness', entries: readEntries(decoding.readVarUint8Array(decoder), maxEntries) }
    case kinds.queryAwareness:
      return { kind: 'query-awareness' }
    default:
      throw new LecternError('malformed', `unknown message ${kind}`)
  }
}

export type SyncFrame = Extract<Frame, { kind: 'sync-step-1' | 'sync-step-2' | 'update' }>

/** The rest of a sync frame, after its first number has been read. @throws {LecternError} `malformed` */
export function readSync(decoder: decoding.Decoder): SyncFrame {
  const kind = decoding.readVarUint(decoder)
  const bytes = decoding.readVarUint8Array(decoder)
  switch (kind) {
    case syncKinds.step1:
      return { kind: 'sync-step-1', stateVector: bytes }
    case syncKinds.step2:
      return { kind: 'sync-step-2', update: bytes }
    case syncKinds.update:
      return { kind: 'update', update: bytes }
    default:
      throw new LecternError('malformed', `unknown sync message ${kind}`)
  }
}

function readEntries(bytes: Uint8Array, maxEntries: number): AwarenessEntry[] {
  const decoder = decoding.createDecoder(bytes)
  const count = decoding.readVarUint(decoder)
  if (count > maxEntries) throw new LecternError('too-large', `${count} awareness entries in one frame`)
  const entries: AwarenessEntry[] = []
  for (let i = 0; i < count; i++) {
    const clientId = decoding.readVarUint(decoder)
    const clock = decoding.readVarUint(decoder)
    entries.push({ clientId, clock, state: decoding.readVarString(decoder) })
  }
  if (decoding.hasContent(decoder)) throw new LecternError('malformed', 'bytes after the awareness entries')
  return entries
}
