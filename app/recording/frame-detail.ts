/** What a recorded frame says, for people who look: decoded when it is shown, and once. */
import * as Y from 'yjs'
import * as z from 'zod/mini'
import { type ServerState, type Status, serverStateSchema } from '../../course/wire/ack.ts'
import type { Frame } from '../../course/wire/frame.ts'
import { readFrame } from './frame-kind.ts'
import type { RecordedOf } from './recorded-event.ts'

export interface FrameDetail {
  readonly kind: Frame['kind'] | 'unreadable'
  readonly sizeBytes: number
  /** The operations whose records are in an update. */
  readonly operations: readonly { readonly operationId: string; readonly commandCount: number }[]
  /** Too large to be looked into for operations. */
  readonly isLarge: boolean
  /** The server's own awareness state. */
  readonly server?: {
    readonly revision: number
    /** Told in full. */
    readonly fates: readonly { readonly operationId: string; readonly status: Status }[]
    /** Repeated in short. */
    readonly repeated: number
  }
  /** Awareness states of people, and how many of them say that somebody is gone. */
  readonly people: number
  readonly gone: number
}

const details = new WeakMap<RecordedOf<'frame'>, FrameDetail>()

export function frameDetailOf(event: RecordedOf<'frame'>): FrameDetail {
  const known = details.get(event)
  if (known) return known
  const detail = readDetail(event.bytes)
  details.set(event, detail)
  return detail
}

const lookedIntoBytes = 256 * 1024

function readDetail(bytes: Uint8Array): FrameDetail {
  const frame = readFrame(bytes)
  const nothing = { sizeBytes: bytes.length, operations: [], isLarge: false, people: 0, gone: 0 }
  if (!frame) return { ...nothing, kind: 'unreadable' }
  const { kind } = frame
  if (kind === 'awareness') return { ...nothing, kind, ...statesIn(frame.entries.map(({ state }) => state)) }
  if (kind !== 'update' && kind !== 'sync-step-2') return { ...nothing, kind }
  const isLarge = bytes.length > lookedIntoBytes
  return { ...nothing, kind, isLarge, operations: isLarge ? [] : operationsIn(frame.update) }
}

const recordSchema = z.object({ operationId: z.string(), commands: z.array(z.unknown()) })

/** Of whatever the update carries, what looks like an operation's record. */
function operationsIn(update: Uint8Array): FrameDetail['operations'] {
  const values = decode(update).flatMap(({ content }) => (content instanceof Y.ContentAny ? content.arr : []))
  return values.flatMap(value => {
    const { success, data } = recordSchema.safeParse(value)
    return success ? [{ operationId: data.operationId, commandCount: data.commands.length }] : []
  })
}

function decode(update: Uint8Array): Y.Item[] {
  try {
    return Y.decodeUpdate(update).structs.filter(struct => struct instanceof Y.Item)
  } catch {
    // What is no update, the session drops the connection for: here it only carries nothing.
    return []
  }
}

function statesIn(texts: readonly string[]): Pick<FrameDetail, 'server' | 'people' | 'gone'> {
  const states = texts.map(parse)
  const server = states.map(state => serverStateSchema.safeParse(state)).find(({ success }) => success)?.data
  const people = states.length - (server ? 1 : 0)
  const gone = states.filter(state => state === null).length
  return { people, gone, ...(server && { server: toldBy(server) }) }
}

function toldBy({ server, acks }: ServerState): NonNullable<FrameDetail['server']> {
  const all = Object.values(acks)
  const full = all.filter(ack => 'storedAt' in ack)
  const fates = full.map(({ operationId, status }) => ({ operationId, status }))
  return { revision: server.revision, fates, repeated: all.length - full.length }
}

function parse(json: string): unknown {
  try {
    return JSON.parse(json)
  } catch {
    return undefined
  }
}
