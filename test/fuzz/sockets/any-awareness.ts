/** Awareness as ghosts, forgers and floods say it. */
import { type AwarenessEntry, encodeAwareness } from '../../../course/wire/frame.ts'
import type { Chance } from '../chance.ts'
import { bendBytes, telltaleNumber } from '../mutate-bytes.ts'

const ack = {
  operationId: '0190f3a0-0000-7000-8000-0000deadbeef',
  status: 'stored',
  revision: 1,
  storedAt: 1,
  events: [],
  notes: [],
  results: [],
}
const server = { version: 1, epoch: 'forged', revision: 10_000 }

const states: readonly [string, ...string[]] = [
  '{}',
  'null',
  '{"user":{"name":"Eve","id":"eve"}}',
  '{"user":{"name":"Eve","color":"red"},"cursor":{"anchor":1}}',
  JSON.stringify({ server, acks: { [ack.operationId]: ack }, uploads: {} }),
  JSON.stringify({ acks: { [ack.operationId]: ack } }),
  JSON.stringify({ uploads: { intro: { progress: 100, status: 'complete' } } }),
  '{"\\u0073erver":{"version":1,"epoch":"x","revision":9},"acks":{},"uploads":{}}',
  '{"__proto__":{"server":{"version":1,"epoch":"x","revision":9}}}',
  '{"constructor":{"prototype":{"server":1}}}',
  '{"user":{"name":{"toString":1},"id":["x"]},"row":{"kind":"chapter","id":"__proto__"},"unsaved":{"count":-1,"ids":{}}}',
  '{"user":{"name":"","id":"eve"},"unsaved":{"count":1e308,"ids":[1,null,{},"a b"]}}',
  '{"user":null}',
  '[]',
  '"server"',
  '1e999',
  '{',
  '',
  '{"user":{"name":"\\ud800\\u202e\\u0000"}}',
  `{"user":{"name":"${'x'.repeat(5000)}"}}`,
  `{"a":${'['.repeat(1500)}${']'.repeat(1500)}}`,
  `{"a":${'['.repeat(5000)}${']'.repeat(5000)}}`,
]

export interface Crowd {
  /** clientIDs of others who are there. */
  readonly clientIds: readonly number[]
}

export function anyEntry(chance: Chance, { clientIds }: Crowd): AwarenessEntry {
  const other = chance.pickAny(clientIds) ?? 1
  const clientId = chance.pick([other, chance.below(2 ** 32), 7, 7, 7, 7, telltaleNumber(chance)])
  const clock = chance.pick([chance.below(100), chance.below(2 ** 31), telltaleNumber(chance)])
  return { clientId, clock, state: chance.pick(states) }
}

export function anyAwareness(chance: Chance, crowd: Crowd): Uint8Array {
  const count = chance.pick([1, 1, 1, 1, 2, 5, 50, 999, 1001])
  const first = anyEntry(chance, crowd)
  const ghosts = Array.from({ length: count - 1 }, (_, index) => {
    return count < 10 ? anyEntry(chance, crowd) : { clientId: index, clock: first.clock, state: first.state }
  })
  const frame = encodeAwareness([first, ...ghosts])
  return chance.oneIn(6) ? bendBytes(frame, chance) : frame
}
