import * as fc from 'fast-check'
import * as decoding from 'lib0/decoding'
import * as encoding from 'lib0/encoding'
import { describe, expect, it, test } from 'vitest'
import { Awareness, applyAwarenessUpdate, encodeAwarenessUpdate } from 'y-protocols/awareness'
import * as sync from 'y-protocols/sync'
import * as Y from 'yjs'
import { LecternError } from '../../../course/errors.ts'
import {
  type AwarenessEntry,
  decodeFrame,
  encodeAwareness,
  encodeQueryAwareness,
  encodeSyncStep1,
  encodeSyncStep2,
  encodeUpdate,
  type Frame,
  frameOverheadBytes,
} from '../../../course/wire/frame.ts'

const maxEntries = 50
const anyBytes = fc.uint8Array({ maxLength: 300 })
const anyEntry: fc.Arbitrary<AwarenessEntry> = fc.record({
  clientId: fc.nat({ max: 2 ** 32 - 1 }),
  clock: fc.maxSafeNat(),
  state: fc.json(),
})
const anyFrame: fc.Arbitrary<Frame> = fc.oneof(
  anyBytes.map(stateVector => ({ kind: 'sync-step-1' as const, stateVector })),
  anyBytes.map(update => ({ kind: 'sync-step-2' as const, update })),
  anyBytes.map(update => ({ kind: 'update' as const, update })),
  fc.array(anyEntry, { maxLength: 10 }).map(entries => ({ kind: 'awareness' as const, entries })),
  fc.constant({ kind: 'query-awareness' as const }),
)

function encode(frame: Frame): Uint8Array {
  switch (frame.kind) {
    case 'sync-step-1':
      return encodeSyncStep1(frame.stateVector)
    case 'sync-step-2':
      return encodeSyncStep2(frame.update)
    case 'update':
      return encodeUpdate(frame.update)
    case 'awareness':
      return encodeAwareness(frame.entries)
    default:
      return encodeQueryAwareness()
  }
}

function codeOf(bytes: Uint8Array): string {
  try {
    return decodeFrame(bytes, maxEntries).kind
  } catch (error) {
    if (error instanceof LecternError) return error.code
    throw error
  }
}

/** As y-websocket writes it: the message's number, then what y-protocols writes. */
function peerFrame(kind: number, write: (encoder: encoding.Encoder) => void): Uint8Array {
  const encoder = encoding.createEncoder()
  encoding.writeVarUint(encoder, kind)
  write(encoder)
  return encoding.toUint8Array(encoder)
}

function docWith(title: string): Y.Doc {
  const doc = new Y.Doc()
  doc.getMap('course').set('title', title)
  return doc
}

describe('A frame', () => {
  it('[A5] means the same to its reader as to its writer', () => {
    fc.assert(
      fc.property(anyFrame, frame => {
        expect(decodeFrame(encode(frame), maxEntries)).toEqual(frame)
      }),
    )
  })

  it('[C8] of sync has the bytes that y-protocols writes and reads', () => {
    const doc = docWith('Physics')
    const update = Y.encodeStateAsUpdate(doc)
    expect(encodeSyncStep1(Y.encodeStateVector(doc))).toEqual(peerFrame(0, e => sync.writeSyncStep1(e, doc)))
    expect(encodeSyncStep2(update)).toEqual(peerFrame(0, e => sync.writeSyncStep2(e, doc)))
    expect(encodeUpdate(update)).toEqual(peerFrame(0, e => sync.writeUpdate(e, update)))

    const decoder = decoding.createDecoder(encodeSyncStep2(update))
    const other = new Y.Doc()
    expect(decoding.readVarUint(decoder)).toBe(0)
    sync.readSyncMessage(decoder, encoding.createEncoder(), other, 'test')
    expect(other.getMap('course').toJSON()).toEqual({ title: 'Physics' })
  })

  it('[C8] of awareness has the bytes that y-protocols writes and reads', () => {
    const [awareness, other] = [new Awareness(new Y.Doc()), new Awareness(new Y.Doc())]
    try {
      awareness.setLocalState({ user: { name: 'Änn' } })
      const { clientID } = awareness
      const written = encodeAwarenessUpdate(awareness, [clientID])
      const frame = peerFrame(1, e => encoding.writeVarUint8Array(e, written))
      const clock = awareness.meta.get(clientID)?.clock ?? 0
      const entry = { clientId: clientID, clock, state: '{"user":{"name":"Änn"}}' }
      expect(encodeAwareness([entry])).toEqual(frame)
      expect(decodeFrame(frame, maxEntries)).toEqual({ kind: 'awareness', entries: [entry] })

      const decoder = decoding.createDecoder(encodeAwareness([{ clientId: 5, clock: 1, state: '{"server":1}' }]))
      decoding.readVarUint(decoder)
      applyAwarenessUpdate(other, decoding.readVarUint8Array(decoder), 'test')
      expect(other.getStates().get(5)).toEqual({ server: 1 })
    } finally {
      awareness.destroy()
      other.destroy()
    }
  })

  it('[C8] that asks for awareness is the one byte that y-websocket sends', () => {
    expect([...encodeQueryAwareness()]).toEqual([3])
  })

  it('[S4] has a header no longer than it says', () => {
    const update = new Uint8Array(32 * 1024 * 1024)
    expect(encodeUpdate(update).length - update.length).toBeLessThanOrEqual(frameOverheadBytes)
  })
})

describe('Bytes that are no frame', () => {
  const isKindOrRefusal = /^(sync-step-1|sync-step-2|update|awareness|query-awareness|malformed|too-large)$/

  test('[P4] are refused with a code, however random they are', () => {
    fc.assert(
      fc.property(anyBytes, bytes => {
        expect(codeOf(bytes)).toMatch(isKindOrRefusal)
      }),
      { numRuns: 2000 },
    )
  })

  test('[P4] are refused with a code when they are a frame with some bytes changed', () => {
    const mutated = fc.tuple(anyFrame, fc.array(fc.tuple(fc.nat(), fc.nat({ max: 255 })), { maxLength: 4 }))
    fc.assert(
      fc.property(mutated, ([frame, changes]) => {
        const bytes = encode(frame)
        for (const [at, byte] of changes) bytes[at % bytes.length] = byte
        expect(codeOf(bytes)).toMatch(isKindOrRefusal)
      }),
      { numRuns: 2000 },
    )
  })

  test('[P4] are refused when the frame was cut off, or something follows it', () => {
    fc.assert(
      fc.property(anyFrame, fc.nat(), (frame, at) => {
        const bytes = encode(frame)
        expect(codeOf(bytes.subarray(0, at % bytes.length))).toBe('malformed')
        expect(codeOf(new Uint8Array([...bytes, 0]))).toBe('malformed')
      }),
    )
    expect(codeOf(Uint8Array.of(1, 2, 0, 7))).toBe('malformed')
  })

  test('[P4] are refused when they claim bytes beyond their end, also where other memory follows', () => {
    const memory = new Uint8Array(1000).fill(65)
    memory.set([0, 2, 100], 0)
    expect(codeOf(memory.subarray(0, 10))).toBe('malformed')
    memory.set([1, 7, 1, 5, 1, 100, 65, 65, 65], 0)
    expect(codeOf(memory.subarray(0, 9))).toBe('malformed')
  })

  test('[P4] are refused for messages that have no number here, and for awareness that is not text', () => {
    expect(codeOf(Uint8Array.of(2, 0))).toBe('malformed')
    expect(codeOf(Uint8Array.of(0, 3, 0))).toBe('malformed')
    expect(codeOf(Uint8Array.of(1, 5, 1, 1, 1, 1, 0xff))).toBe('malformed')
  })

  test('[P4] are refused as too large before their many awareness entries are read', () => {
    const entries = Array.from({ length: maxEntries + 1 }, (_, clientId) => ({ clientId, clock: 1, state: 'null' }))
    expect(codeOf(encodeAwareness(entries))).toBe('too-large')
    expect(codeOf(encodeAwareness(entries.slice(1)))).toBe('awareness')
  })
})
