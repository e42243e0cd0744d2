/** Frames of every kind, well formed or bent. */
import * as encoding from 'lib0/encoding'
import * as Y from 'yjs'
import { encodeQueryAwareness, encodeSyncStep1, encodeSyncStep2, encodeUpdate } from '../../../course/wire/frame.ts'
import type { Chance } from '../chance.ts'
import { bendBytes, telltaleNumber } from '../mutate-bytes.ts'
import { anyAwareness, type Crowd } from './any-awareness.ts'

export interface Heard extends Crowd {
  /** Updates of the course. */
  readonly updates: readonly Uint8Array[]
}

function numbers(...values: readonly number[]): Uint8Array {
  const encoder = encoding.createEncoder()
  for (const value of values) encoding.writeVarUint(encoder, value)
  return encoding.toUint8Array(encoder)
}

/** y-websocket's auth message, with another in its reason. */
function auth(chance: Chance, inner: Uint8Array): Uint8Array {
  const encoder = encoding.createEncoder()
  encoding.writeVarUint(encoder, 2)
  encoding.writeVarUint(encoder, chance.pick([0, 1, telltaleNumber(chance)]))
  encoding.writeVarUint8Array(encoder, inner)
  return encoding.toUint8Array(encoder)
}

function stateVector(chance: Chance): Uint8Array {
  const count = chance.pick([0, 1, 3, 1000])
  const clocks = Array.from({ length: count }, () => [telltaleNumber(chance), telltaleNumber(chance)])
  return numbers(chance.pick([count, count, telltaleNumber(chance)]), ...clocks.flat())
}

export function anyFrame(chance: Chance, heard: Heard): Uint8Array {
  const update = chance.pickAny(heard.updates) ?? new Uint8Array([0, 0])
  switch (chance.below(12)) {
    case 0:
      return encodeSyncStep1(stateVector(chance))
    case 1:
      return encodeSyncStep2(bendBytes(update, chance, heard.updates))
    case 2:
      return encodeUpdate(update)
    case 3:
      return encodeUpdate(Y.convertUpdateFormatV1ToV2(update))
    case 4:
      return encodeQueryAwareness()
    case 5:
      return auth(chance, encodeUpdate(update))
    case 6:
      return new Uint8Array([...encodeUpdate(update), ...encodeQueryAwareness()])
    case 7:
      return numbers(telltaleNumber(chance), telltaleNumber(chance), telltaleNumber(chance))
    case 8:
      return chance.bytes(chance.below(100))
    case 9:
      return bendBytes(anyAwareness(chance, heard), chance)
    case 10:
      return bendBytes(encodeSyncStep1(stateVector(chance)), chance, heard.updates)
    default:
      return bendBytes(encodeUpdate(bendBytes(update, chance, heard.updates)), chance)
  }
}
