/** An update taken apart before anything is done with it. V1 only: a few bytes of V2 can expand without bound. */
import * as decoding from 'lib0/decoding'
import * as Y from 'yjs'
import { LecternError } from '../../course/errors.ts'
import { limits } from '../../course/limits.ts'
import { type DeleteRange, DeleteRanges } from './delete-ranges.ts'

type Struct = ReturnType<typeof Y.decodeUpdate>['structs'][number]

/** The clocks of one client that an update has structs for: `end` is exclusive. */
export interface ClockRange {
  readonly start: number
  readonly end: number
}

export interface ReceivedUpdate {
  readonly bytes: Uint8Array<ArrayBuffer>
  readonly structs: readonly Struct[]
  readonly clocks: ReadonlyMap<number, ClockRange>
  readonly deletes: readonly DeleteRange[]
  /** A client's structs do not follow each other: the update was merged from incomplete ones. */
  readonly hasHole: boolean
}

const updateLimits = { structs: 1_000_000, writingClients: 1_000, deleteRanges: 1_000_000 } as const

/** @throws {LecternError} `malformed`, `too-large` */
export function readUpdate(bytes: Uint8Array<ArrayBuffer>): ReceivedUpdate {
  if (bytes.length > limits.updateBytes) throw new LecternError('too-large', `an update of ${bytes.length} bytes`)
  const { structs, ds } = decode(bytes)
  const deletes = rangesOf(ds)
  const { clocks, hasHole } = clocksOf(structs)
  if (structs.length > updateLimits.structs) throw new LecternError('too-large', `${structs.length} structs`)
  if (clocks.size > updateLimits.writingClients) throw new LecternError('too-large', `${clocks.size} writing clients`)
  if (deletes.length > updateLimits.deleteRanges) throw new LecternError('too-large', `${deletes.length} delete ranges`)
  return { bytes, structs, clocks, deletes, hasHole }
}

/** Keeps the decoder that Yjs reads with, to see whether it read to the end. */
class WatchedDecoder extends Y.UpdateDecoderV1 {
  static last: decoding.Decoder | undefined

  constructor(decoder: decoding.Decoder) {
    super(decoder)
    WatchedDecoder.last = decoder
  }
}

function decode(bytes: Uint8Array): ReturnType<typeof Y.decodeUpdate> {
  try {
    const decoded = Y.decodeUpdateV2(bytes, WatchedDecoder)
    const decoder = WatchedDecoder.last
    WatchedDecoder.last = undefined
    // V2 looks like an empty V1 update with something after it.
    if (decoder && decoding.hasContent(decoder)) throw new Error('bytes after the update')
    return decoded
  } catch (cause) {
    throw new LecternError('malformed', 'not an update', { cause })
  }
}

export function rangesOf(ds: ReturnType<typeof Y.decodeUpdate>['ds']): DeleteRange[] {
  const ranges: DeleteRange[] = []
  for (const [clientId, items] of ds.clients) {
    for (const { clock, len } of items) ranges.push({ clientId, start: clock, end: clock + len })
  }
  return ranges
}

function clocksOf(structs: readonly Struct[]): { clocks: Map<number, ClockRange>; hasHole: boolean } {
  const clocks = new Map<number, ClockRange>()
  let hasHole = false
  let previous: number | undefined
  for (const struct of structs) {
    const { client, clock } = struct.id
    const range = clocks.get(client)
    if (struct.length === 0) throw new LecternError('malformed', 'a struct of no length')
    if (range && client !== previous) throw new LecternError('malformed', 'a client stands twice in an update')
    previous = client
    if (struct instanceof Y.Skip || (range && range.end !== clock)) hasHole = true
    else clocks.set(client, { start: range?.start ?? clock, end: clock + struct.length })
  }
  return { clocks, hasHole }
}

/** For the store: what the update brings, in Yjs's V1 encodings. */
export function encodeClocks(clocks: ReadonlyMap<number, ClockRange>): Uint8Array<ArrayBuffer> {
  const ends = new Map([...clocks].map(([client, { end }]) => [client, end]))
  return Y.encodeStateVector(ends) as Uint8Array<ArrayBuffer>
}

export function encodeDeletes(deletes: readonly DeleteRange[]): Uint8Array<ArrayBuffer> {
  const ranges = new DeleteRanges()
  ranges.addAll(deletes)
  return ranges.encode()
}
