import { expect, it } from 'vitest'
import * as Y from 'yjs'
import { LiveDocument } from '../../../app/session/live-document.ts'
import { Outbox } from '../../../app/session/outbox.ts'

it('[S5] saves that go alone bring no deletions but their own: where the server lacks their bytes, others would hurt', () => {
  const live = new LiveDocument({ courseId: 'course-1', randomBytes: length => new Uint8Array(length), onChange() {} })
  const course = live.doc.getMap('course')
  const updates: Uint8Array[] = []
  live.doc.on('update', (update: Uint8Array) => updates.push(update))
  for (const title of ['Knots', 'Bends', 'Hitches']) course.set('title', title)
  const ids = ['one', 'two', 'three']
  const separate = new Map(updates.map((update, index) => [ids[index] ?? '', update]))
  const outbox = new Outbox({ live, separate, settled: async () => {}, awaited: () => new Set(ids) })
  const first = Y.encodeStateVectorFromUpdate(updates[0] ?? new Uint8Array())
  const [second, third, rest, ...none] = outbox.updatesFor(first)
  expect([second, third, none]).toEqual([updates[1], updates[2], []])
  const { structs, ds } = Y.decodeUpdate(rest ?? new Uint8Array())
  expect([structs.length, ds.clients.size]).toEqual([0, 0])
})
