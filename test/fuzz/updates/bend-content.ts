/** What an item may hold instead of what it holds, and the keys it may stand under. */
import * as Y from 'yjs'
import type { Chance } from '../chance.ts'

type Content = Y.Item['content']

const protoKeys = ['__proto__', 'constructor', 'prototype', 'toString', 'hasOwnProperty', 'valueOf'] as const
const fieldKeys = [
  ...(['title', 'position', 'place', 'source', 'captions', 'deleted', 'schema'] as const),
  ...(['description', 'language', '', '0.0', '77.0', '101.0', '202.1', '99999999999.0'] as const),
] as const

export function bentKey(chance: Chance, ids: readonly string[]): string {
  return chance.pick([chance.pick(protoKeys), chance.pick(fieldKeys), chance.pickAny(ids) ?? 'x', 'x'.repeat(1000)])
}

const parse = (json: string): unknown => JSON.parse(json)

type MakeValue = (chance: Chance) => unknown

const values: readonly [MakeValue, ...MakeValue[]] = [
  () => null,
  () => undefined,
  () => Number.NaN,
  () => -0,
  () => 2 ** 53,
  () => 10n,
  () => 'x'.repeat(1001),
  () => '\ud800',
  () => '\u0000',
  () => [],
  () => ({}),
  () => new Uint8Array(3),
  () => parse('{"__proto__":{"kind":"link","url":"x"}}'),
  () => parse('{"kind":"link","url":"x","__proto__":1}'),
  () => ({ kind: 'upload', uploadId: '__proto__', fileName: '', sizeBytes: -1, type: '' }),
  () => ({ kind: 'link', url: 'javascript:alert(1)' }),
  () => ['__proto__', 'a0'],
  () => ['x', ''],
  () => [1, 2],
  () => ({ by: { id: 'x', name: 'x' }, at: 1, operationId: 'x' }),
  () => ({ by: { id: 'x', name: 'x' }, at: 1, operationId: 'x', videoIds: ['a', 'a'] }),
  chance => nested(chance.pick([10, 100, 1000, 3000, 10_000])),
  chance => nestedObjects(chance.pick([10, 100, 1000, 3000, 10_000])),
  chance => recordWith(chance, parse('{"type":"rename-chapter","chapterId":"__proto__","title":"a","was":"b"}')),
  chance => recordWith(chance, { type: 'add-chapter', chapterId: 'c', title: nested(1000), position: 'a' }),
  chance => recordWith(chance, { type: 'move-video', videoId: 'nobody', place: ['c', 'a0'], was: ['', ''] }),
  chance => recordWith(chance, { type: 'restore-video', videoId: 'toString' }),
]

function nested(depth: number): unknown {
  let value: unknown = 1
  for (let level = 0; level < depth; level++) value = [value]
  return value
}

function nestedObjects(depth: number): unknown {
  let value: unknown = 1
  for (let level = 0; level < depth; level++) value = { a: value }
  return value
}

function recordWith(chance: Chance, command: unknown): unknown {
  const operationId = `0190f3a0-0000-7000-8000-${String(chance.below(50)).padStart(12, '0')}`
  const device = chance.pick(['eve', 'ana', 'bo', ''])
  return { operationId, device, by: { id: device, name: '' }, savedAt: 1, commands: [command] }
}

type MakeContent = (chance: Chance, before: Content) => Content
const anyValue: MakeContent = chance => new Y.ContentAny([chance.pick(values)(chance)])

const contents: readonly [MakeContent, ...MakeContent[]] = [
  ...([anyValue, anyValue, anyValue, anyValue, anyValue, anyValue] as const),
  chance => new Y.ContentAny(Array.from({ length: chance.pick([0, 2, 1000]) }, () => 'x')),
  chance => new Y.ContentDeleted(chance.pick([0, 1, 1000, 2 ** 31, 2 ** 52])),
  chance => new Y.ContentJSON([chance.pick(['x', null, { a: 1 }, parse('{"__proto__":1}')])]),
  chance => new Y.ContentString(chance.pick(['x', '', '\ud83d', 'x'.repeat(10_000)])),
  () => new Y.ContentBinary(new Uint8Array(10)),
  () => new Y.ContentEmbed({ a: 1 }),
  () => new Y.ContentFormat('bold', true as unknown as object),
  () => new Y.ContentDoc(new Y.Doc()),
  chance => new Y.ContentType(chance.pick([new Y.Map(), new Y.Array(), new Y.Text(), new Y.XmlElement('a')]) as never),
  // A record in other words: as it was but for one thing.
  (chance, before) => {
    const [value] = before.getContent()
    if (typeof value !== 'object' || value === null) return new Y.ContentAny([value, value])
    const key = chance.pickAny(Object.keys(value)) ?? 'x'
    return new Y.ContentAny([{ ...value, [key]: chance.pick(values)(chance) }])
  },
]

export function bentContent(chance: Chance, before: Content): Content {
  return chance.pick(contents)(chance, before)
}
